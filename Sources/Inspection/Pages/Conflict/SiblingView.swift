import Catalogue
import SyncCore
import SyncStore

/// One of the values that collide, with who wrote it, when and with what else.
struct SiblingView {
  let visit: Visit
  let current: ConflictCase
  let sibling: Sibling
  let letter: String
  /// What all siblings were written over.
  let base: Value?
  /// What a text is compared with: the base, else what is shown; nil for nothing.
  let reference: Value?
  let isShown: Bool

  private var labels: Labels { visit.labels }
  private var type: TypeName { current.key.type }

  func context(isChosen: Bool) -> [String: Any] {
    let origin = current.entry(of: sibling.dot)?.origin
    let value = labels.value(sibling.value, in: current.cell, of: type)
    var context: [String: Any] = [
      "letter": letter, "dot": sibling.dot.description,
      "choice_id": "choice-\(letter)",
      "value": value, "brief": value.shortened(to: Self.limit),
      "organisation": labels.organisation(of: sibling.dot.author),
      "author": sibling.dot.author.registered.string,
      "time": LocalTime.context(sibling.time), "is_shown": isShown, "is_chosen": isChosen,
      "link": PageLink.changeset(sibling.dot, in: current.key.scope).description,
      "is_late": origin?.isClaimedLate ?? false,
      "columns": columns, "has_columns": !columns.isEmpty, "others": others,
      "has_others": !others.isEmpty, "then": then,
    ]
    context["person"] = origin?.person?.printable ?? false as Any
    context["message"] = origin?.message?.printable ?? false as Any
    context["given_reason"] = origin?.reason?.printable ?? false as Any
    context["received"] = origin.map { LocalTime.context($0.received) }
    if let difference { context["difference"] = ["pieces": difference] }
    return context
  }

  /// A unit column by column, with what each was.
  private var columns: [[String: Any]] {
    guard case .unit(let columns) = current.field?.shape else { return [] }
    return columns.map { column in
      let (now, was) = (text(sibling.value, column), text(base ?? .null, column))
      return [
        "label": labels.field(column.name, column.label), "value": now, "was": was,
        "is_changed": now != was,
      ]
    }
  }

  private func text(_ unit: Value, _ column: Column) -> String {
    guard let value = unit[column.name.text], value != .null else {
      return visit.words["empty_value"]
    }
    return FieldText.label(of: value, kind: column.kind).printable
  }

  /// A text against the reference, word by word.
  private var difference: [[String: Any]]? {
    guard case .plain(let kind) = current.field?.shape, kind == .text || kind == .longText,
      case .text(let text) = sibling.value, case .text(let old) = reference,
      base != nil || !isShown
    else { return nil }
    return DifferenceContext.pieces(from: old.string, to: text.string)
  }

  /// What else the same edit did to the record.
  private var others: [[String: Any]] {
    guard let entry = current.entry(of: sibling.dot) else { return [] }
    return entry.change.allWrites.filter { $0.cell != current.cell }.map { write in
      [
        "label": labels.cell(write.cell, of: type),
        "value": labels.value(write.value, in: write.cell, of: type).shortened(to: Self.limit),
        "was": labels.value(
          current.before.value(of: write.cell, before: entry), in: write.cell, of: type
        ).shortened(to: Self.limit),
      ]
    }
  }

  /// The record as it was then.
  private var then: [[String: Any]] {
    current.state(at: sibling).map { cell, value in
      [
        "label": labels.cell(cell, of: type),
        "value": labels.value(value, in: cell, of: type).shortened(to: Self.limit),
      ]
    }
  }

  /// How many characters are shown of a value beside the conflict, and of each to choose among.
  private static let limit = 300
}
