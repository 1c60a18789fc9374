import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// Reads what a request asks for, piece by piece, in the order asked for.
///
/// Memory: one piece, and one changeset more where that alone is larger.
struct ChangesetSource {
  private let replica: Replica
  private let pieceBytes: Int
  private var stretches: ArraySlice<RoundPlan.Stretch>
  private var forkProofs: ArraySlice<LogName>
  /// How far the stretch under way has come.
  private var after: Int64?
  /// What was found damaged; the other logs go first.
  private var damage: StoreError?

  init(_ request: ChangesetsRequest, of replica: Replica, pieceBytes: Int) {
    self.replica = replica
    self.pieceBytes = pieceBytes
    stretches = request.stretches[...]
    forkProofs = request.forkProofs[...]
  }

  /// The next lines, each with its line feed; nil at the end.
  ///
  /// - Throws: `database_damaged` once all the rest has been given.
  mutating func next() throws -> [UInt8]? {
    var piece: [UInt8] = []
    while piece.count < pieceBytes, let stretch = stretches.first {
      let goesOn = try settingDamageAside { try advance(stretch, into: &piece) }
      guard !noted(goesOn, else: false) else { continue }
      stretches.removeFirst()
      after = nil
    }
    while piece.count < pieceBytes, let log = forkProofs.popFirst() {
      let lines = try settingDamageAside { try replica.forkProof(of: log) }
      for line in noted(lines, else: []) { append(line, to: &piece) }
    }
    if piece.isEmpty, let damage { throw damage }
    return piece.isEmpty ? nil : piece
  }

  /// One damaged log stops no other.
  private mutating func noted<Success>(
    _ outcome: Result<Success, StoreError>, else nothing: Success
  ) -> Success {
    switch outcome {
    case .success(let success): return success
    case .failure(let error):
      damage = damage ?? error
      return nothing
    }
  }

  /// The changesets of a stretch behind a sequence, as many as there is room for.
  private func changesets(
    _ stretch: RoundPlan.Stretch, past sequence: Int64, room: Int
  ) throws -> [OutgoingChangeset] {
    try replica.changesets(of: stretch.log, after: sequence, limitBytes: max(room, 1))
      .filter { $0.sequence <= stretch.through }
  }

  /// Takes what fits of a stretch; false when there is no more of it.
  private mutating func advance(
    _ stretch: RoundPlan.Stretch, into piece: inout [UInt8]
  ) throws -> Bool {
    if after == nil, let branch = try branch(of: stretch) {
      append(branch.line, to: &piece)
      return false
    }
    let changesets = try changesets(
      stretch, past: after ?? stretch.after, room: pieceBytes - piece.count)
    for changeset in changesets { append(changeset.line, to: &piece) }
    guard let last = changesets.last, last.sequence < stretch.through else { return false }
    after = last.sequence
    return true
  }

  /// The changeset held here where the asker has another one: it makes the fork plain to both.
  private func branch(of stretch: RoundPlan.Stretch) throws -> OutgoingChangeset? {
    guard let mark = stretch.mark, stretch.after > 0,
      let hash = try replica.headerHash(at: stretch.after, of: stretch.log), hash != mark
    else { return nil }
    return try replica.changesets(of: stretch.log, after: stretch.after - 1, limitBytes: 1).first
  }

  private func append(_ line: [UInt8], to piece: inout [UInt8]) {
    piece += line
    piece.append(UInt8(ascii: "\n"))
  }
}
