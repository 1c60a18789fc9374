import SyncCore
import SyncWire

/// Who writes in one transaction: it judges first whether the own log may have been continued
/// elsewhere, and sees to it that no number of a log is ever given out twice.
///
/// Order on the disk: a new name stands in the guard before anything is written under it, so a
/// database that is put back can never use it again; sequences are noted there after the commit,
/// so a process that dies in between leaves a guard that is behind, which is no sign of anything.
final class Pen {
  let session: Session
  let reception: Reception
  private(set) var incarnation: Incarnation
  /// What is to be told once the transaction has ended.
  private(set) var notices: [Notice] = []
  /// The last sequences written under the present name, by scope.
  private(set) var written: [Scope: Int64] = [:]
  private let replica: Replica
  private let key: SigningKey
  private let isTrial: Bool
  private let here: Whereabouts
  private let file: GuardFile

  var author: Author { incarnation.author }

  /// - Throws: `file_error` or `disk_full` where the guard cannot be written.
  init(
    of replica: Replica, _ session: Session, _ reception: Reception, key: SigningKey, isTrial: Bool
  ) throws {
    self.session = session
    self.reception = reception
    self.replica = replica
    self.key = key
    self.isTrial = isTrial
    here = try Whereabouts.observed(of: replica.folder)
    file = GuardFile(in: replica.folder)
    incarnation = try Incarnation.current(of: replica.author, in: session)
    let guarded = file.read()
    let evidence = try CopyEvidence(
      session, author: incarnation.author, here: here, guarded: guarded)
    let signs = evidence.signs
    if !signs.isEmpty {
      try beginIncarnation(because: signs)
    } else if guarded?.author != incarnation.author.string || !evidence.wasGuarded {
      try putGuard(logs: evidence.logs.mapValues(\.written).filter { $0.value > 0 })
    }
  }

  /// Writes under a new name from here on.
  func beginIncarnation(because signs: Set<CopySign>) throws {
    incarnation = try Incarnation.begun(
      for: replica.author, because: signs, besides: file.read(), in: session)
    written = [:]
    try putGuard(logs: [:])
    notices.append(.incarnation(incarnation))
  }

  private func putGuard(logs: [Scope: Int64]) throws {
    try file.begin(
      isTrial ? nil : Guard(place: here, author: author, logs: logs), in: session)
  }

  func add(_ notice: Notice) {
    notices.append(notice)
  }

  /// Signs changes or erasures of one scope as the next changeset of the log and merges it.
  func seal(
    _ changes: [Change], erases: [Erasure] = [], in scope: Scope, _ occasion: Occasion
  ) throws -> Dot {
    let name = LogName(scope, author)
    let log = try reception.logs.log(name)
    guard log.head == log.stored else {
      throw StoreError(
        .logWaits, "The log \(name) ends at \(log.head?.sequence ?? 0) by a pin or a fork.",
        hint: "Nothing was written. Look at `syncd quarantine` and at \(author)'s entry in Peers.")
    }
    let draft = Draft(
      log: name, after: log.head, time: occasion.time, schema: replica.schema.version,
      changes: changes, message: occasion.message, person: occasion.person, salt: Self.salt(),
      erases: erases)
    let changeset = try draft.sealed(with: key).verified(against: replica.rights)
    let outcome = try reception.receive(changeset)
    guard outcome == .merged else {
      if case .refused(let refusal) = outcome { throw refusal }
      throw StoreError(
        .logWaits, "The log \(name) has changesets that cannot be merged yet.",
        hint: "Nothing was written. Upgrade syncd, then sync again.")
    }
    let dot = changeset.changeset.header.dot
    try OwnLogs(session).note(dot.sequence, of: name)
    written[scope] = dot.sequence
    return dot
  }

  private static func salt() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<Body.saltBytes).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  /// To be called once the transaction is durable. What was acknowledged stays so, whatever becomes
  /// of the guard.
  func lay() {
    guard !isTrial else { return }
    do {
      try file.advance(author, written)
    } catch let error as StoreError {
      add(.guardBehind(error))
    } catch {
      add(.guardBehind(StoreError(.fileError, "\(error)", hint: "Check the replica's folder.")))
    }
    for notice in notices { replica.announce(notice) }
  }
}
