import SyncCore
import SyncWire

extension Merging {
  /// Takes what a changeset that counts erases out of everything that is kept here.
  ///
  /// Doing so again changes nothing. A changeset that has not come loses its values when it comes.
  func carryOut(_ body: Body, header: Header, place: Int64) throws {
    guard !body.erases.isEmpty else { return }
    let isNew = try erasures.note(body, header: header, place: place)
    guard session.rights.isOwner(header.author, of: header.scope) else { return }
    for erasure in body.erases {
      let name = LogName(header.scope, erasure.author)
      if isNew {
        let evidence = ErasedEvidence(session, erasure: erasure, log: name)
        try evidence.clearWaiting()
        try evidence.clearQuarantine()
        // A value that a snapshot brought and that was replaced since stands in free space alone,
        // and so may one on a branch that gave way to another.
        if let log = try logs.existing(name) {
          let present = try logs.head(at: erasure.sequence, of: log)?.hash ?? erasure.header
          if log.floor != nil || log.fork != nil || present != erasure.header {
            try session.noteErased()
          }
        }
      }
      try carryOut(erasure, in: name)
    }
  }

  /// The same for what counts and is not merged, because something before it in its log is held:
  /// that may be waiting for it.
  func carryOutHeld(of log: LogRow) throws {
    guard let head = log.head?.sequence, log.merged < head else { return }
    for sequence in (log.merged + 1)...head {
      guard let kept = try logs.changeset(sequence, of: log),
        let changeset = try? kept.decoded(), let body = changeset.body
      else { continue }
      try carryOut(body, header: changeset.header, place: kept.id)
    }
  }

  /// The same for all that counts, once others may be owners than before.
  func carryOutAgain() throws {
    for place in try erasures.places() {
      guard let changeset = try logs.changeset(at: place).flatMap({ try? $0.decoded() }),
        let body = changeset.body, let log = try logs.existing(changeset.header.log),
        changeset.header.sequence <= log.head?.sequence ?? 0
      else { continue }
      try carryOut(body, header: changeset.header, place: place)
    }
  }

  private func carryOut(_ erasure: Erasure, in name: LogName) throws {
    guard let log = try logs.existing(name) else { return }
    guard let kept = try logs.changeset(erasure.sequence, of: log) else {
      return try carryOut(erasure, belowFloorOf: log)
    }
    guard kept.hash == erasure.header, let whole = try? kept.decoded() else { return }
    let left = try erasures.applied(to: whole)
    if left != whole {
      try logs.replaceLine(of: kept, with: left.line)
      try session.noteErased()
    }
    var gone = left.erased?.cells ?? []
    // Records that a snapshot brought may hold what the line lacked already when it came.
    if log.floor == nil { gone.subtract(whole.erased?.cells ?? []) }
    if !gone.isEmpty, left.header.sequence <= log.merged,
      try forget(gone, of: left.header.dot, in: name.scope)
    {
      try session.noteErased()
    }
    if log.merged < log.head?.sequence ?? 0 { resumable.insert(name) }
  }

  /// The same where only the records of a snapshot are here, and not the changeset: it comes without
  /// the value, and is merged no more.
  private func carryOut(_ erasure: Erasure, belowFloorOf log: LogRow) throws {
    guard let floor = log.floor, let gap = log.gap, gap.contains(erasure.sequence),
      log.merged >= floor.head.sequence,
      erasure.sequence < floor.head.sequence || erasure.header == floor.head.hash
    else { return }
    let dot = Dot(log.name.author, erasure.sequence)
    if try forget(Set(erasure.cells), of: dot, in: log.name.scope) { try session.noteErased() }
  }

  /// Puts `{"erased":true}` in place of what went out of a merged changeset, where it is live. The
  /// dots stay, so merging the log anew gives the same.
  ///
  /// - Returns: whether anything of it was live.
  private func forget(_ gone: Set<CellPlace>, of dot: Dot, in scope: Scope) throws -> Bool {
    var wasLive = false
    for (record, places) in Dictionary(grouping: gone, by: \.record) {
      let key = RecordKey(scope, record)
      let names = Set(places.map(\.cell))
      let old = try records.stored(key)
      let cells = old.state.cells.map { cell in
        names.contains(cell.name) ? cell.forgetting(dot) : cell
      }
      let state = RecordState(cells: cells)
      guard state != old.state else { continue }
      wasLive = true
      conflictsAdded += try records.save(state, at: key, replacing: old, noticed: now)
    }
    return wasLive
  }
}

extension Cell {
  /// The same siblings, with one write's value gone.
  fileprivate func forgetting(_ dot: Dot) -> Cell {
    Cell(
      name: name,
      siblings: siblings.map { sibling in
        guard sibling.dot == dot else { return sibling }
        return Sibling(dot: dot, value: Value.erased, time: sibling.time)
      })
  }
}
