import Catalogue
import Inspection
import SyncCore
import SyncExchange
import SyncStore

/// Why a field shows what it shows: the rule, the writers, and what they had seen.
struct ExplainAnswer: Answer {
  let key: RecordKey
  let field: String
  let rule: MergeRule
  let cells: [CellExplanation]
  /// The cells that a person has to settle.
  let open: Set<CellName>
  /// All that was written to the record, the latest last.
  let history: [HistoryEntry]
  /// What of these cells was erased here by changesets that count no more.
  let lapsed: [LapsedErasure]

  /// The most earlier writes that are told; the rest stands in the history.
  private static let earlierWrites = 5
  /// How many characters are told of a value that stands in full elsewhere.
  private static let valueCharacters = 80

  var json: Value {
    .document([
      ("type", .text(key.type.text)), ("id", .text(key.id.text)),
      ("scope", .text(key.scope.text)), ("field", .string(field)),
      ("rule", .string(rule.code)), ("owner", .optional(key.scope.owner)),
      (Text("cells"), .array(cells.map { $0.json(isOpen: open.contains($0.name)) })),
      (Text("lapsed_erasures"), .array(lapsed.map(\.json))),
    ])
  }

  func text(_ style: Style) -> String {
    guard !cells.isEmpty else { return "\(key.name) \(field) is empty: nobody wrote it." }
    return cells.map { text(of: $0, style) }.joined(separator: "\n\n")
  }

  private func text(of explanation: CellExplanation, _ style: Style) -> String {
    let type = Catalogue.schema[key.type]
    let comparison = explanation.provisional.flatMap { shown in
      SiblingComparison(
        explanation.writers.map(\.sibling), shown: shown.dot, base: explanation.base,
        cell: explanation.name, type: type)
    }
    func told(_ value: Value) -> String {
      let text = CellText.told(value, cell: explanation.name, type: type)
      return comparison == nil ? text : text.shortened(to: Self.valueCharacters)
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
      let isShown = sibling.dot == explanation.provisional?.dot
      let value = told(sibling.value)
      lines.append("    wrote: " + (isShown ? value.shortened(to: Self.valueCharacters) : value))
      let seen = entry?.change.replaced(in: explanation.name).map(\.description) ?? []
      lines.append("    had seen: " + (seen.isEmpty ? "nothing" : seen.joined(separator: ", ")))
    }
    for erasure in lapsed where erasure.cell == explanation.name {
      lines.append(style.alarm("Erased by \(erasure.eraser), which counts no more."))
      lines.append("  \(LapsedErasure.consequence) \(erasure.remedy)")
    }
    if let comparison { lines += comparison.lines(style, indent: "  ") }
    return (lines + earlier(explanation, type, style)).joined(separator: "\n")
  }

  /// The writes that others have replaced since, the latest first.
  private func earlier(
    _ explanation: CellExplanation, _ type: RecordType?, _ style: Style
  ) -> [String] {
    let live = Set(explanation.writers.map(\.sibling.dot))
    let entries = history.filter { entry in
      !live.contains(entry.origin.dot) && entry.change.touchedCells.contains(explanation.name)
    }
    guard !entries.isEmpty else { return [] }
    var lines = ["Before that:"]
    for entry in entries.suffix(Self.earlierWrites).reversed() {
      let write = entry.change.allWrites.first { $0.cell == explanation.name }
      let value = write.map { CellText.told($0.value, cell: explanation.name, type: type) }
      lines.append("  " + entry.origin.line(style))
      lines.append(
        value.map { "    wrote: " + $0.shortened(to: Self.valueCharacters) } ?? "    removed it")
    }
    let more = entries.count - Self.earlierWrites
    if more > 0 {
      lines.append(
        style.dim("  and \(more) more: syncd history \(key.name) \(explanation.name.field)"))
    }
    return lines
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
