import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

/// What is gone where every erasure is known, read straight from the definition: an erasure by who
/// writes for the owner of a scope takes the cells that it names from the changeset that it names,
/// whatever becomes of its own log.
struct Erased {
  private var cells: [ContentHash: Set<CellPlace>] = [:]
  /// Texts of which every copy was erased, so that they are to be nowhere.
  private(set) var texts: Set<String> = []

  init(_ ledger: Ledger, under rights: Rights) {
    for changeset in ledger.changesets {
      let header = changeset.header
      guard rights.isOwner(header.author, of: header.scope) else { continue }
      for erasure in changeset.body?.erases ?? [] {
        cells[erasure.header, default: []].formUnion(erasure.cells)
      }
    }
    var kept: Set<String> = []
    for changeset in ledger.changesets {
      for (place, value) in changeset.values {
        guard case .text(let text) = value else { continue }
        if contains(place, of: changeset.header) {
          texts.insert(text.string)
        } else {
          kept.insert(text.string)
        }
      }
    }
    texts = texts.filter { $0.hasPrefix("hemlig-") && !kept.contains($0) }
  }

  /// Whether a value is gone.
  func contains(_ place: CellPlace, of header: Header) -> Bool {
    cells[header.hash]?.contains(place) == true
  }

  /// What a line still says that it must not.
  func remains(in changeset: Changeset) -> Set<CellPlace> {
    changeset.writtenCells.intersection(cells[changeset.header.hash] ?? [])
      .subtracting(changeset.erased?.cells ?? [])
  }

  /// What a changeset says without what is gone.
  func left(of changeset: Changeset) -> OracleChangeset {
    let whole = OracleChangeset(changeset)
    let changes = whole.changes.map { change in
      Change(
        record: change.record,
        writes: change.writes.map { write in
          contains(CellPlace(change.record, write.cell), of: changeset.header)
            ? Change.Write(write.cell, Value.erased) : write
        }, replaces: change.replaces, existence: change.existence, reason: change.reason)
    }
    return OracleChangeset(
      scope: whole.scope, author: whole.author, sequence: whole.sequence, time: whole.time,
      changes: changes)
  }
}

extension Changeset {
  fileprivate var values: [(CellPlace, Value)] {
    (body?.changes ?? []).flatMap { change in
      change.writes.map { (CellPlace(change.record, $0.cell), $0.value) }
    }
  }
}
