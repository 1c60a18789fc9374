import Catalogue
import Inspection
import SyncCore
import SyncStore

/// Open conflicts, with everything a person needs to settle them.
struct ConflictsAnswer: Answer {
  let conflicts: [OpenConflict]
  /// Whether values are shown in full, and long texts beside what they were written over.
  var isDetailed = false

  var json: Value {
    .document([("conflicts", .array(conflicts.map(\.json)))])
  }

  func text(_ style: Style) -> String {
    guard !conflicts.isEmpty else { return "No open conflicts." }
    let blocks = conflicts.map { text(of: $0, style) }
    return blocks.joined(separator: "\n\n") + "\n\n"
      + style.dim(.count(conflicts.count, "conflict"))
  }

  private func text(of open: OpenConflict, _ style: Style) -> String {
    let cell = open.conflict.cell
    let type = Catalogue.schema[open.key.type]
    let label = type?.field(named: cell.field).map { " (\($0.label))" } ?? ""
    var lines = [
      style.bold("\(open.key.name) \(cell)") + label + " in \(open.key.scope)"
        + style.dim(", here since \(open.noticed)")
    ]
    let comparison = isDetailed ? comparison(of: open, type) : nil
    let limit = isDetailed && comparison == nil ? Int.max : Self.valueCharacters
    let base = open.base.map { told($0, cell, type) } ?? "(nothing)"
    var table = TextTable(indent: "  ")
    table.add("", "written over", "", "", base.shortened(to: limit))
    for sibling in open.conflict.siblings {
      let origin = open.origins[sibling.dot]
      let mark = sibling.dot == open.conflict.provisional ? style.good("shown") : ""
      let late = origin?.isClaimedLate == true ? "clock ahead" : ""
      let message = origin?.message.map { "\"\($0.printable.shortened(to: 60))\"" } ?? ""
      table.add(
        mark, sibling.dot.description, origin?.person?.printable ?? "", sibling.time.description,
        [told(sibling.value, cell, type).shortened(to: limit), message, late]
          .filter { !$0.isEmpty }.joined(separator: "  "))
    }
    lines.append(table.text)
    if let comparison { lines += comparison.lines(style, indent: "  ") }
    let dot = open.conflict.provisional
    lines.append(
      style.dim("  settle: syncd resolve \(open.key.name) \(cell) --take \(dot) --reason '…'"))
    return lines.joined(separator: "\n")
  }

  /// How many characters of a value the list shows.
  private static let valueCharacters = 80

  private func comparison(of open: OpenConflict, _ type: RecordType?) -> SiblingComparison? {
    SiblingComparison(
      open.conflict.siblings, shown: open.conflict.provisional, base: open.base,
      cell: open.conflict.cell, type: type)
  }

  private func told(_ value: Value, _ cell: CellName, _ type: RecordType?) -> String {
    CellText.told(value, cell: cell, type: type)
  }
}

extension OpenConflict {
  /// As `syncd conflicts --json` lists it.
  var json: Value {
    .document([
      ("type", .text(key.type.text)), ("id", .text(key.id.text)),
      ("scope", .text(key.scope.text)), ("field", .text(conflict.cell.text)),
      ("base", base ?? .null), ("noticed", .string(noticed.description)),
      ("siblings", .array(conflict.siblings.map(json))),
    ])
  }

  private func json(of sibling: Sibling) -> Value {
    let origin = origins[sibling.dot]
    return .document([
      ("dot", .text(sibling.dot.text)), ("author", .text(sibling.dot.author.text)),
      ("person", .optional(origin?.person)), ("time", .string(sibling.time.description)),
      ("message", .optional(origin?.message)), ("reason", .optional(origin?.reason)),
      (Text("value"), sibling.value),
      ("provisional", .boolean(sibling.dot == conflict.provisional)),
      ("claimed_late", .boolean(origin?.isClaimedLate ?? false)),
    ])
  }
}
