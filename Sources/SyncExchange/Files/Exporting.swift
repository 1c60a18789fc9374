import Foundation
import SyncCore
import SyncStore
import SyncWire

/// One file on its way out of a replica.
struct Exporting {
  /// How many bytes of lines are read from the replica at a time: 8 MiB.
  static let batchBytes = 8 * 1_048_576

  let replica: Replica
  let party: Party?
  let includeInternal: Bool

  /// Writes the file and returns how many changesets it holds.
  ///
  /// - Throws: `no_changesets` before anything was made, or a `SystemFailure`; `database_damaged`
  ///   once the file holds all that could be read.
  func write(to url: URL) throws -> Int {
    let logs = try replica.logs().filter { mayHold($0.name.scope) }
    guard logs.contains(where: Self.holdsAny) else { throw nothing(for: url) }
    var file = try ReplacingFile(path: url.standardizedFileURL.path)
    let count: Int
    var damage: StoreError?
    if url.lastPathComponent.hasSuffix(".gz") {
      let deflater = try Deflater()
      count = try writeLines(of: logs, besides: &damage) { lines in
        try deflater.deflate(lines) { try file.write($0) }
      }
      try deflater.finish { try file.write($0) }
    } else {
      count = try writeLines(of: logs, besides: &damage) { try file.write($0) }
    }
    try file.finish()
    if let damage { throw damage }
    return count
  }

  /// Whether a changeset of the log is here: after beginning with a snapshot none may be yet.
  private static func holdsAny(_ log: LogStatus) -> Bool {
    guard let gap = log.gap else { return log.head.sequence > 0 }
    return gap.lowerBound > 1 || gap.upperBound < log.head.sequence
  }

  /// One log that is damaged here stops no other.
  private func writeLines(
    of logs: [LogStatus], besides damage: inout StoreError?, write: ([UInt8]) throws -> Void
  ) throws -> Int {
    var count = 0
    for log in logs {
      do {
        try writeLines(of: log, count: &count, write: write)
      } catch let error as StoreError where error.code == .databaseDamaged {
        damage = damage ?? error
      }
    }
    return count
  }

  private func writeLines(
    of log: LogStatus, count: inout Int, write: ([UInt8]) throws -> Void
  ) throws {
    var after: Int64 = 0
    while after < log.head.sequence {
      let changesets = try replica.changesets(
        of: log.name, after: after, limitBytes: Self.batchBytes)
      // Another process may have learnt of a fork and cut the log meanwhile.
      guard let last = changesets.last else {
        // What a snapshot left out is passed over: who has it can use what lies above.
        guard let gap = log.gap, after < gap.upperBound else { break }
        after = gap.upperBound
        continue
      }
      try write(Self.joined(changesets.map(\.line)))
      count += changesets.count
      after = last.sequence
    }
    try write(Self.joined(replica.forkProof(of: log.name)))
  }

  private static func joined(_ lines: [[UInt8]]) -> [UInt8] {
    Array(lines.map { $0 + [UInt8(ascii: "\n")] }.joined())
  }

  private func mayHold(_ scope: Scope) -> Bool {
    guard party?.mayReceive(scope) ?? true else { return false }
    guard scope.isInternal else { return true }
    return includeInternal && scope.owner == replica.rights.party(of: replica.author)
  }

  private func nothing(for url: URL) -> ExchangeError {
    let whom = party.map { " for \($0.name)" } ?? ""
    return ExchangeError(
      .noChangesets,
      "There is no changeset to export\(whom). \(url.path) was neither made nor changed.",
      hint: "Import or pull something first; internal scopes need --internal.")
  }
}
