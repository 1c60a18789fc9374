import SyncCore
import SyncWire

/// Everything that was signed or sent in a run, whoever holds it.
struct Ledger {
  /// What is signed by the key of its author, by log and sequence: several are a fork.
  private(set) var signed: [LogName: [Int64: [ContentHash: Changeset]]] = [:]
  /// Lines that no replica may take for a changeset of its author.
  private(set) var junk: [[UInt8]] = []
  /// What edits acknowledged.
  private(set) var acknowledged: [LogName: [Int64: ContentHash]] = [:]
  /// Logs of folders that were copied or restored, and of those who write what they should not.
  var disorderly: Set<Author> = []
  /// Names of replicas that were restored: who wrote on with what came after the backup is gone.
  var restored: Set<Author> = []
  /// Names that a replica gave up for another: nobody writes for them any more.
  var abandoned: Set<Author> = []

  mutating func add(_ changeset: Changeset) {
    let header = changeset.header
    let known = signed[header.log]?[header.sequence]?[header.hash]
    // What is left of a changeset may be a longer line than the whole.
    guard known.map({ !$0.isWhole && $0.line.count < changeset.line.count }) ?? true else {
      return
    }
    signed[header.log, default: [:]][header.sequence, default: [:]][header.hash] = changeset
  }

  /// Every changeset, in no order.
  var changesets: [Changeset] { signed.values.flatMap { $0.values.flatMap(\.values) } }

  /// The changesets of a log from the first to a head, whole; nil where one was never signed.
  func chain(of log: LogName, to head: Head) -> [Changeset]? {
    var chain: [Changeset] = []
    var hash: ContentHash? = head.hash
    for sequence in stride(from: head.sequence, to: 0, by: -1) {
      guard let wanted = hash, let changeset = signed[log]?[sequence]?[wanted] else { return nil }
      chain.append(changeset)
      hash = changeset.header.previous
    }
    return chain.reversed()
  }

  mutating func add(junk line: [UInt8]) {
    junk.append(line)
  }

  mutating func acknowledge(_ head: Head, of log: LogName) {
    acknowledged[log, default: [:]][head.sequence] = head.hash
  }

  /// Every line, log by log.
  var lines: [[UInt8]] {
    signed.sorted { $0.key < $1.key }.flatMap { _, log in
      log.sorted { $0.key < $1.key }.flatMap { _, branches in
        branches.sorted { $0.key.hex < $1.key.hex }.map(\.value.line)
      }
    } + junk
  }

  var count: Int { signed.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.count } } }

  /// The last sequence of a log that was signed, 0 for none.
  func last(of log: LogName) -> Int64 {
    signed[log]?.keys.max() ?? 0
  }
}
