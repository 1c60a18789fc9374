import Catalogue
import SyncCore

/// The input for one column of a record.
struct ColumnInput {
  let column: Column
  let isSet: Bool
  let labels: Labels

  /// For the template; the input holds a text as `FieldText` reads it.
  func context(_ text: String) -> [String: Any] {
    var input: [String: Any] = [
      "name": "value.\(column.name)", "id": "value-\(column.name)",
      "label": labels.field(column.name, column.label), "value": text,
    ]
    if isSet { input["help"] = labels.words["record_form_set"] }
    switch column.kind {
    case .code(let codes) where !isSet: input["list"] = ["options": options(codes, text)]
    case .boolean where !isSet:
      let codes = [Code("ja", labels.words["yes"]), Code("nej", labels.words["no"])]
      input["list"] = ["options": options(codes, text)]
    case .longText: input["is_long"] = true
    case .text, .integer, .date, .reference, .code, .boolean:
      input["is_long"] = isSet || text.contains("\n")
    }
    if case .date = column.kind { input["help"] = labels.words["record_form_date"] }
    if case .reference(let type) = column.kind, !isSet {
      input["help"] = labels.words("record_form_reference", labels.type(type))
    }
    return input
  }

  /// A list to choose from, nothing first; a value that it does not have is kept as it is.
  private func options(_ codes: [Code], _ chosen: String) -> [[String: Any]] {
    let isKnown = chosen.isEmpty || codes.contains { $0.code.string == chosen }
    let others = isKnown ? [] : [Code(Text(chosen), chosen)]
    return ([Code("", "–")] + codes + others).map { code in
      ["value": code.code.string, "label": code.label, "is_chosen": code.code.string == chosen]
    }
  }
}
