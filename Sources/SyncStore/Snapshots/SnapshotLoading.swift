import Foundation
import SyncCore
import SyncWire

/// Takes a snapshot into an empty replica, line by line, inside one transaction.
///
/// Nothing is believed for being said: each record's hash is summed and held against the signed
/// digest, all lines against their hash, and every log has to count in full under the Peers here.
/// Whatever is wrong, the transaction is rolled back.
final class SnapshotLoading {
  private let session: Session
  private let url: URL
  private let trust: SnapshotTrust
  private let now: Timestamp
  private let records: Records
  private let logs: Logs
  private var manifest: SnapshotManifest?
  private var reader = SnapshotLineReader()
  private var hasher = SHA256Hasher()
  private var lines: Int64 = 0
  private var scope: (name: Scope, share: SnapshotManifest.Share)?
  private var digests: [Scope: ContentHash] = [:]
  private var insertions: [TypeName: StateInsertion] = [:]
  private var proofs: [LogName: [Changeset]] = [:]
  private var isContested = false
  /// The highest sequence of each author in the scope, looked up once in a row.
  private var lastHead: (author: Author, sequence: Int64)?
  private(set) var count = 0

  init(_ session: Session, of url: URL, trust: SnapshotTrust, now: Timestamp) {
    self.session = session
    self.url = url
    self.trust = trust
    self.now = now
    records = Records(session)
    logs = Logs(session)
  }

  func take(_ line: [UInt8]) throws {
    guard let manifest else {
      let manifest = try SnapshotFile.manifest(line, of: url, under: session.rights)
      try trust.require(manifest)
      self.manifest = manifest
      return
    }
    lines += 1
    guard lines <= manifest.lines else { throw damaged("it has more lines than it says") }
    hasher.update(line)
    hasher.update(CollectionOfOne(UInt8(ascii: "\n")))
    let read: SnapshotLine
    do throws(SnapshotFault) {
      read = try reader.read(line)
    } catch {
      throw damaged("line \(lines + 1): \(error.message)")
    }
    switch read {
    case .scope(let name):
      guard let share = manifest.scopes[name] else {
        throw damaged("scope \(name) is not in its first line")
      }
      scope = (name, share)
      lastHead = nil
    case .record(let record): try add(record, line)
    case .early(let record, let early): try add(early, of: record)
    case .times(let times): try add(times)
    case .proof(let changeset): try add(changeset)
    }
  }

  // MARK: Lines

  private func current() throws -> (name: Scope, share: SnapshotManifest.Share) {
    guard let scope else { throw damaged("line \(lines + 1) is of no scope") }
    return scope
  }

  private func add(_ record: SnapshotRecord, _ line: [UInt8]) throws {
    let scope = try current()
    for dot in record.dots { try requireMerged(dot, in: scope) }
    digests[scope.name] = digests[scope.name, default: .zero] &+ .sha256(line)
    count += 1
    let key = RecordKey(scope.name, record.name)
    if record.isSettled, try insert(record, at: key) { return }
    let old = try records.stored(key)
    guard old.place == .nowhere else { throw damaged("\(key) stands in it twice") }
    let state = record.state
    isContested = isContested || !record.isSettled || state[.exists] != nil
    try records.save(state, at: key, replacing: old, noticed: now)
  }

  private func insert(_ record: SnapshotRecord, at key: RecordKey) throws -> Bool {
    guard let plan = records.plan(for: key) else { return false }
    if let insertion = insertions[key.type] {
      return try insertion.insert(record, in: key.scope, session)
    }
    let insertion = try StateInsertion(plan, in: session)
    insertions[key.type] = insertion
    return try insertion.insert(record, in: key.scope, session)
  }

  private func requireMerged(
    _ dot: Dot, in scope: (name: Scope, share: SnapshotManifest.Share)
  ) throws {
    if lastHead?.author != dot.author {
      lastHead = (dot.author, scope.share.heads[dot.author]?.sequence ?? 0)
    }
    guard dot.sequence <= lastHead?.sequence ?? 0 else {
      throw damaged("a value of \(dot) lies beyond the head of its log")
    }
  }

  private func add(_ early: EarlyDot, of record: RecordName) throws {
    let scope = try current()
    guard early.dot.sequence > scope.share.heads[early.dot.author]?.sequence ?? 0 else {
      throw damaged("\(early.dot) is called early and is merged")
    }
    try session.run(
      "INSERT INTO early VALUES (?, ?, ?, ?, ?, ?)", .text(scope.name.string),
      .text(early.dot.author.string), .integer(early.dot.sequence), .text(record.type.string),
      .text(record.id.string), .text(early.cell.text.string))
  }

  private func add(_ times: [Dot: Timestamp]) throws {
    let scope = try current()
    let insert = try session.statement("INSERT OR IGNORE INTO claims VALUES (?, ?, ?, ?)")
    for (dot, time) in times.sorted(by: { $0.key < $1.key }) {
      try requireMerged(dot, in: scope)
      try insert.bind(
        .text(scope.name.string), .text(dot.author.string), .integer(dot.sequence),
        .integer(time.milliseconds)
      ).run()
    }
  }

  private func add(_ proof: Changeset) throws {
    let scope = try current()
    guard proof.header.scope == scope.name,
      (try? proof.verified(against: session.rights)) != nil
        || Changeset.genuine(proof.line, under: session.rights) != nil
    else { throw damaged("the proof of a fork does not hold") }
    proofs[proof.header.log, default: []].append(proof)
  }

  // MARK: The end

  /// Holds what was read against what the first line said, and begins the logs.
  func finish() throws -> SnapshotManifest {
    guard let manifest else { throw SnapshotFile.failure(.notASnapshot, url, "it is empty") }
    guard lines == manifest.lines, hasher.finish() == manifest.hash else {
      throw damaged("its lines are not those that were signed")
    }
    for (scope, share) in manifest.scopes where digests[scope] ?? .zero != share.digest {
      throw damaged("the records of \(scope) do not give the digest that was signed")
    }
    for (name, branches) in proofs { try keep(branches, of: name) }
    for (name, head) in manifest.heads { try begin(name, at: head) }
    // Only now every claimed time is known.
    if isContested { try records.rankAgain(noticed: now) }
    return manifest
  }

  private func keep(_ branches: [Changeset], of name: LogName) throws {
    guard branches.count == 2, branches[0].header.sequence == branches[1].header.sequence,
      branches[0].header.hash != branches[1].header.hash
    else { throw damaged("the proof of a fork does not hold") }
    var log = try logs.log(name)
    try logs.keep(proof: branches, in: log)
    log.fork = branches[0].header.sequence
    try logs.update(log)
  }

  private func begin(_ name: LogName, at head: Head) throws {
    var log = try logs.log(name)
    log.floor = LogRow.Floor(head: head, filled: 0)
    (log.stored, log.head, log.merged) = (head, head, head.sequence)
    guard try logs.end(of: log) == head.sequence else {
      throw SnapshotFile.failure(
        .snapshotNotBelieved, url,
        "the log \(name) counts only up to \(try logs.countingLimit(of: log)) here, and"
          + " \(head.sequence) is in it")
    }
    try logs.update(log)
  }

  private func damaged(_ what: String) -> StoreError {
    SnapshotFile.failure(.snapshotDamaged, url, what)
  }
}
