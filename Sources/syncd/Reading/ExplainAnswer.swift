import Catalogue
import Inspection
import SyncCore
import SyncStore

/// Why a field shows what it shows: the rule, the writers, and what they had seen.
struct ExplainAnswer: Answer {
  let key: RecordKey
  let field: String
  let rule: MergeRule
  let cells: [CellExplanation]
  /// The cells that a person has to settle.
  let open: Set<CellName>

  var json: Value {
    .document([
      ("type", .text(key.type.text)), ("id", .text(key.id.text)),
      ("scope", .text(key.scope.text)), ("field", .string(field)),
      ("rule", .string(rule.code)), ("owner", .optional(key.scope.owner)),
      (Text("cells"), .array(cells.map { $0.json(isOpen: open.contains($0.name)) })),
    ])
  }

  func text(_ style: Style) -> String {
    guard !cells.isEmpty else { return "\(key.name) \(field) is empty: nobody wrote it." }
    return cells.map { text(of: $0, style) }.joined(separator: "\n\n")
  }

  private func text(of explanation: CellExplanation, _ style: Style) -> String {
    let type = Catalogue.schema[key.type]
    func told(_ value: Value) -> String {
      CellText.told(value, cell: explanation.name, type: type)
    }
    let shown = explanation.provisional.map { told($0.value) } ?? "(empty)"
    var lines = [style.bold("\(key.name) \(explanation.name)") + " shows: " + shown]
    lines.append("Because " + because(explanation))
    if explanation.cause == .unsettled || explanation.cause == .rule {
      lines.append("Written over: " + (explanation.base.map(told) ?? "(nothing in common)"))
    }
    for (sibling, entry) in explanation.writers {
      let origin = entry?.origin.line(style) ?? sibling.dot.description
      lines.append("  " + origin)
      lines.append("    wrote: " + told(sibling.value))
      let seen = entry?.change.replaced(in: explanation.name).map(\.description) ?? []
      lines.append("    had seen: " + (seen.isEmpty ? "nothing" : seen.joined(separator: ", ")))
    }
    return lines.joined(separator: "\n")
  }

  private func because(_ explanation: CellExplanation) -> String {
    let writer = explanation.provisional.map { "\($0.dot)" } ?? ""
    switch explanation.cause {
    case .empty: return "nobody wrote it."
    case .onlyValue: return "\(writer) is the only live value."
    case .equalValues: return "all live values are equal."
    case .rule: return "the field's rule settles it: \(rule.sentence). Shown is \(writer)."
    case .unsettled:
      return "\(writer) claims the latest time among those that the rule puts first"
        + " (\(rule.sentence)). That does not settle it: syncd resolve \(key.name)"
        + " \(explanation.name) --take AUTHOR:SEQ --reason '…'"
    }
  }
}

extension MergeRule {
  /// The rule in words.
  var sentence: String {
    switch self {
    case .latest: "the latest date wins"
    case .highest: "the highest number wins"
    case .ownerFirst: "the value of the scope's owner wins, if there is exactly one"
    case .manual: "only a person settles it"
    }
  }
}
