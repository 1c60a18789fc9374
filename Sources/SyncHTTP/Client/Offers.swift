import SyncCore
import SyncExchange
import SyncStore

/// Cuts what a plan names into batches, reading only as much as the next one takes.
struct Offers {
  private let replica: Replica
  /// How the peer's logs stand: what it has is sent again only to show a fork.
  private let theirs: Standings
  private var stretches: ArraySlice<RoundPlan.Stretch>
  private var proofs: ArraySlice<LogName>
  /// Where the stretch under way has been read to.
  private var position: Int64?
  /// What was found damaged here; the other logs are offered all the same.
  private(set) var damage: StoreError?
  /// Lines that were read but found no room.
  private var spare: [PushLine] = []

  /// How much is read from the replica at a time: 1 MiB.
  private static let pieceBytes = 1_048_576

  init(_ plan: RoundPlan, beside theirs: Standings, from replica: Replica) {
    self.replica = replica
    self.theirs = theirs
    stretches = plan.stretches[...]
    proofs = plan.forkProofs[...]
  }

  /// The next batch, at most as large as the limit unless a single changeset is larger; empty at
  /// the end.
  ///
  /// - Parameter isWanted: whether there is still a point in sending something of a log.
  mutating func next(
    within limit: BatchLimit, where isWanted: (LogName) -> Bool
  ) throws -> [PushLine] {
    var batch: [PushLine] = []
    var bytes = 0
    while true {
      spare.removeAll { !isWanted($0.log) }
      for (index, line) in spare.enumerated() {
        let isFull = batch.count == limit.changesets || bytes + line.bytes.count + 1 > limit.bytes
        if isFull, !batch.isEmpty {
          spare.removeFirst(index)
          return batch
        }
        batch.append(line)
        bytes += line.bytes.count + 1
      }
      spare = try read(where: isWanted)
      if spare.isEmpty { return batch }
    }
  }

  /// Some more lines; empty when all has been read.
  private mutating func read(where isWanted: (LogName) -> Bool) throws -> [PushLine] {
    while let stretch = stretches.first {
      let after = position ?? stretch.after
      if after < stretch.through, isWanted(stretch.log) {
        let read = try settingDamageAside {
          try replica.changesets(of: stretch.log, after: after, limitBytes: Self.pieceBytes)
        }
        let lines = noted(read).prefix { $0.sequence <= stretch.through }
        if let last = lines.last {
          position = last.sequence
          let known = theirs[stretch.log]?.head.sequence ?? 0
          return lines.map { line in
            PushLine(
              log: stretch.log, head: Head(sequence: line.sequence, hash: line.hash),
              purpose: line.sequence <= known ? .evidence : .changeset, bytes: line.line)
          }
        }
      }
      stretches.removeFirst()
      position = nil
    }
    while let log = proofs.popFirst() {
      let headers = noted(try settingDamageAside { try replica.forkProof(of: log) })
      if isWanted(log), !headers.isEmpty {
        let none = Head(sequence: 0, hash: .zero)
        return headers.map { PushLine(log: log, head: none, purpose: .evidence, bytes: $0) }
      }
    }
    return []
  }

  /// One damaged log stops no other.
  private mutating func noted<Element>(_ read: Result<[Element], StoreError>) -> [Element] {
    switch read {
    case .success(let elements): return elements
    case .failure(let error):
      damage = damage ?? error
      return []
    }
  }
}
