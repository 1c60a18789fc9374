import Catalogue
import Inspection
import SyncCore
import SyncStore

/// What was done to a record, in the order in which it came here.
struct HistoryAnswer: Answer {
  let key: RecordKey
  let entries: [HistoryEntry]
  /// Only cells of this field.
  let field: String?

  /// What was erased, by whom and why.
  let erasures: [ErasedWrite]

  init(key: RecordKey, entries: [HistoryEntry], erasures: [ErasedWrite], field: String?) {
    self.key = key
    self.erasures = erasures.filter { field == nil || $0.cell.field == field }
    self.field = field
    self.entries = entries.filter { entry in
      field == nil || entry.change.touchedCells.contains { $0.field == field }
    }
  }

  private func isAsked(_ cell: CellName) -> Bool { field == nil || cell.field == field }

  var json: Value {
    .document([
      ("type", .text(key.type.text)), ("id", .text(key.id.text)),
      ("scope", .text(key.scope.text)), ("field", .optional(field)),
      (Text("history"), .array(entries.map(json))),
      (
        Text("erasures"),
        .array(
          erasures.map { erased in
            erased.origin.json.adding([
              (Text("cell"), .text(erased.cell.text)), (Text("of"), .text(erased.dot.text)),
            ])
          })
      ),
    ])
  }

  private func json(of entry: HistoryEntry) -> Value {
    let writes = entry.change.allWrites.filter { isAsked($0.cell) }
    let replaces = entry.change.replaces.filter { isAsked($0.cell) }
    let live = entry.live.filter(isAsked).sorted()
    let set = Value.document(writes.map { ($0.cell.text, $0.value) })
    let replaced = Value.document(
      replaces.map { ($0.cell.text, Value.strings($0.dots.map(\.description))) })
    return entry.origin.json.adding([
      (Text("set"), set), (Text("replaces"), replaced),
      (Text("live"), .strings(live.map(\.description))),
    ])
  }

  func text(_ style: Style) -> String {
    guard !entries.isEmpty else { return "Nothing was written to \(key) yet." }
    let type = Catalogue.schema[key.type]
    let told = entries.map { entry in
      var lines = [entry.origin.line(style)]
      var table = TextTable(indent: "  ")
      for write in entry.change.allWrites where isAsked(write.cell) {
        let mark = entry.live.contains(write.cell) ? style.good("live") : ""
        let value = CellText.told(write.value, cell: write.cell, type: type)
        table.add(mark, write.cell.description, value.shortened(to: 100))
      }
      let written = Set(entry.change.allWrites.map(\.cell))
      for removed in entry.change.replaces
      where isAsked(removed.cell) && !written.contains(removed.cell) {
        table.add("", removed.cell.description, style.dim("(removed)"))
      }
      lines.append(table.text)
      return lines.joined(separator: "\n")
    }
    return (told + toldErasures(style)).joined(separator: "\n")
  }

  /// Each changeset that erased, with the writes that lost their value.
  private func toldErasures(_ style: Style) -> [String] {
    var told: [String] = []
    var last: Dot?
    for erased in erasures {
      if erased.origin.dot != last { told.append(erased.origin.line(style)) }
      last = erased.origin.dot
      told.append("  erased \(erased.cell) of \(erased.dot)")
    }
    return told
  }
}

extension Origin {
  var json: Value {
    .document([
      ("dot", .text(dot.text)), ("author", .text(dot.author.text)),
      ("person", .optional(person)), ("time", .string(time.description)),
      ("received", .string(received.description)), ("message", .optional(message)),
      ("reason", .optional(reason)), ("claimed_late", .boolean(isClaimedLate)),
    ])
  }

  /// Who wrote, when and why, on one line.
  func line(_ style: Style) -> String {
    var parts = [style.bold(dot.description), time.description]
    if let person { parts.append(person.printable) }
    if let message { parts.append("\"\(message.printable.shortened(to: 80))\"") }
    if let reason { parts.append("because: \(reason.printable.shortened(to: 80))") }
    if isClaimedLate { parts.append(style.alarm("(the writer's clock was ahead)")) }
    return parts.joined(separator: "  ")
  }
}
