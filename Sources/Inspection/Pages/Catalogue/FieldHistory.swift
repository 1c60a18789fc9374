import Catalogue
import SyncCore
import SyncStore

/// What was written into one field, the last first.
struct FieldHistory {
  let visit: Visit
  let current: RecordCase
  let field: String

  /// How many writes stand on a page.
  static let pageSize = 25
  /// How many characters of an earlier value are shown.
  private static let valueCharacters = 2_000

  private var labels: Labels { visit.labels }
  private var type: TypeName { current.key.type }

  /// Cost: all changesets of the record.
  func context() throws -> [String: Any] {
    let history = try visit.replica.history(of: current.key)
    let entries = history.reversed().filter { entry in
      entry.change.touchedCells.contains { $0.field == field }
    }
    let pager = Pager(visit.query["sida"], total: entries.count, size: Self.pageSize)
    let shown = entries.dropFirst(pager.offset).prefix(Self.pageSize)
    let name = CellName(Text(field)).map { labels.cell($0, of: type) } ?? field
    var context: [String: Any] = [
      "title": visit.words("record_field_history", name),
      "entries": shown.map { self.entry($0, history) }, "is_empty": entries.isEmpty,
      "close": PageLink.record(current.key).description,
    ]
    context["pager"] = pager.context(visit.link, visit.words)
    return context
  }

  private func entry(_ entry: HistoryEntry, _ history: [HistoryEntry]) -> [String: Any] {
    let blame = BlameContext(visit: visit, scope: current.key.scope)
    let origin = entry.origin
    let cells = entry.change.touchedCells.filter { $0.field == field }
    return [
      "blame": blame.context(origin.dot, origin, time: origin.time),
      "cells": cells.map { cell -> [String: Any] in
        let written = entry.change.allWrites.first { $0.cell == cell }
        var context: [String: Any] = [
          "value": written.map { text($0.value, cell) } ?? visit.words["record_removed"],
          "is_live": entry.live.contains(cell),
        ]
        context["member"] = cell.member?.string
        context["was"] = replaced(by: entry, in: cell, history).map { ["text": $0] }
        return context
      },
    ]
  }

  /// Every value that a write ended, as far as those who wrote them are known here.
  private func replaced(
    by entry: HistoryEntry, in cell: CellName, _ history: [HistoryEntry]
  ) -> [String] {
    let dots = entry.change.replaced(in: cell)
    return history.filter { dots.contains($0.origin.dot) }.compactMap { earlier in
      earlier.change.allWrites.first { $0.cell == cell }.map { text($0.value, cell) }
    }
  }

  private func text(_ value: Value, _ cell: CellName) -> String {
    let text = labels.value(value, in: cell, of: type)
    guard text.utf8.count > Self.valueCharacters else { return text }
    return text.prefix(Self.valueCharacters) + "…"
  }
}
