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
  private var lines: Int64 = 0
  private var scope: (name: Scope, share: SnapshotManifest.Share)?
  private var insertions: [TypeName: SettledInsertion] = [:]
  /// What of the last settled record need not be looked at again for one of the same writes.
  private var checked: (writes: SettledWrites, scope: Scope, insertion: SettledInsertion?)?
  private var digests: [Scope: ContentHash] = [:]
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

  func take(_ batch: SnapshotBatch) throws {
    try batch.bytes.withUnsafeBufferPointer { bytes in
      for line in batch.lines {
        let text = UnsafeBufferPointer(rebasing: bytes[line.range])
        guard let manifest else {
          try begin(Array(text))
          continue
        }
        lines += 1
        guard lines <= manifest.lines else { throw damaged("it has more lines than it says") }
        if let record = line.settled, let hash = line.recordHash,
          try insert(record, batch.values, of: text, hash)
        {
          continue
        }
        try take(Array(text), of: manifest)
      }
    }
  }

  /// Takes the first line.
  private func begin(_ line: [UInt8]) throws {
    let manifest = try SnapshotFile.manifest(line, of: url, under: session.rights)
    try trust.require(manifest)
    self.manifest = manifest
  }

  /// Puts a settled record into its row; false, with nothing written, where another road is to
  /// judge the line.
  private func insert(
    _ record: SettledRecord, _ values: SettledRecord.Values,
    of line: UnsafeBufferPointer<UInt8>, _ hash: ContentHash
  ) throws -> Bool {
    guard let scope else { return false }
    if checked?.writes !== record.writes || checked?.scope != scope.name {
      for dot in record.writes.dots { try requireMerged(dot, in: scope) }
      checked = (record.writes, scope.name, try insertion(into: record.writes.type))
    }
    guard let insertion = checked?.insertion,
      try insertion.insert(record, values, of: line, in: scope.name, session)
    else { return false }
    add(hash, to: scope.name)
    return true
  }

  private func insertion(into type: TypeName) throws -> SettledInsertion? {
    if let insertion = insertions[type] { return insertion }
    guard let plan = session.plans[type] else { return nil }
    let insertion = try SettledInsertion(plan, in: session)
    insertions[type] = insertion
    return insertion
  }

  /// Takes a line that is read in full.
  private func take(_ line: [UInt8], of manifest: SnapshotManifest) throws {
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
    add(.sha256(line), to: scope.name)
    let key = RecordKey(scope.name, record.name)
    let old = try records.stored(key)
    guard old.place == .nowhere else { throw damaged("\(key) stands in it twice") }
    let state = record.state
    isContested = isContested || !record.isSettled || state[.exists] != nil
    try records.save(state, at: key, replacing: old, noticed: now)
  }

  /// Adds a record to the digest of its scope.
  private func add(_ hash: ContentHash, to scope: Scope) {
    count += 1
    digests[scope] = digests[scope, default: .zero] &+ hash
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
  func finish(hash: ContentHash) throws -> SnapshotManifest {
    guard let manifest else { throw SnapshotFile.failure(.notASnapshot, url, "it is empty") }
    guard lines == manifest.lines, hash == manifest.hash else {
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
