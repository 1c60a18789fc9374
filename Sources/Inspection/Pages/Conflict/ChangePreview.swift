import Catalogue
import SyncCore
import SyncStore
import SyncWire

/// What a write would put into the log, before it is written.
struct ChangePreview {
  let visit: Visit
  let key: RecordKey

  /// For the template: each cell with its new value and the values that end, and the change as
  /// JSON; an empty list of changes where nothing would be written.
  func context(_ outcome: EditOutcome) -> [String: Any] {
    let labels = visit.labels
    let changes = outcome.changes.map(\.change)
    return [
      "cells": outcome.cells.map { cell -> [String: Any] in
        let written = changes.lazy.compactMap { change in
          change.allWrites.first { $0.cell == cell }
        }.first
        return [
          "label": labels.cell(cell, of: key.type),
          "value": text(of: written?.value, in: cell),
          "ends": changes.flatMap { $0.replaced(in: cell) }.sorted().map(\.description),
          "stays": (outcome.kept[cell] ?? []).map(\.description),
        ]
      },
      "is_empty": changes.isEmpty,
      "warnings": outcome.warnings,
      "json": changes.map { String(decoding: $0.wire, as: UTF8.self) }.joined(separator: "\n"),
    ]
  }

  private func text(of value: Value?, in cell: CellName) -> String {
    guard let value else { return visit.words["preview_removed"] }
    if cell == .exists {
      let isDelete = if case .array = value { true } else { value == .boolean(false) }
      return visit.words[isDelete ? "exists_deleted" : "exists_kept"]
    }
    return visit.labels.value(value, in: cell, of: key.type)
  }
}
