import Foundation
import Logging
import SyncCore
import SyncStore
import SyncWire

/// Writes into a shared folder what it lacks and may have, and tidies this author's own files.
struct FolderPush {
  /// The most bytes of lines in one file, unless a single changeset has more: 8 MiB.
  static let fileBytes = 8 * 1_048_576
  /// How old a temporary file must be by its date before it is taken for left behind: a day.
  static let temporaryMilliseconds: Int64 = 86_400_000

  private let exchange: Exchange
  private let destination: Destination
  private let folder: SharedFolder
  private(set) var report: ExchangeReport
  /// What the folder was seen to hold, with what was written since.
  private(set) var holdings: Holdings = [:]

  init(
    _ exchange: Exchange, to destination: Destination, folder: URL, report: ExchangeReport
  ) {
    self.exchange = exchange
    self.destination = destination
    self.folder = SharedFolder(folder)
    self.report = report
  }

  /// Writes all there is; what fails stands in the report. Each file comes whole or not at all, and
  /// the next push sees by the names what is still missing.
  mutating func run() {
    do {
      let listing = try folder.list()
      let plan = try exchange.plan(for: listing.entries)
      holdings = try exchange.holdings(by: plan)
      let stretches = plan.stretchesToWrite { exchange.mayWrite($0, to: destination) }
      for (index, stretch) in stretches.enumerated() {
        try Task.checkCancellation()
        var written = Written(of: stretch)
        note(try settingDamageAside { try write(stretch, into: &written) })
        report.sent += written.changesets
        if written.changesets > 0 {
          holdings[stretch.log] = max(holdings[stretch.log] ?? 0, written.through)
        }
        exchange.progress(
          ExchangeProgress(
            peer: report.peer, step: .sending, changesets: report.sent,
            remaining: .files(stretches.count - index - 1)))
      }
      try writeForkProofs(besides: Set(listing.entries.map(\.name)), logs: plan.logs)
      let erased = ErasedFiles(exchange: exchange, folder: folder)
      for problem in try erased.rewrite(listing.entries) { report.note(problem) }
      for consolidation in plan.consolidations(of: exchange.replica.author) {
        note(try settingDamageAside { try carryOut(consolidation) })
      }
      removeLeftBehind(listing.temporary)
    } catch {
      report.fail(error)
    }
  }

  /// One log that is damaged here stops no other; the report says which.
  private mutating func note(_ outcome: Result<Void, StoreError>) {
    if case .failure(let error) = outcome { report.fail(error) }
  }

  /// What `write` did for a stretch of a log.
  private struct Written {
    var changesets = 0
    /// The files that hold the stretch now, those that were there before included.
    var files: Set<FolderName> = []
    /// How far they reach; less than the whole stretch if the log was cut meanwhile, or is damaged.
    var through: Int64

    init(of stretch: FolderPlan.Stretch) {
      through = stretch.range.lowerBound - 1
    }
  }

  /// Makes files that hold a stretch of a log, one or several; those `present` are left alone.
  ///
  /// - Parameter written: what was made, also where it ends in a throw.
  private func write(
    _ stretch: FolderPlan.Stretch, besides present: Set<FolderName> = [],
    into written: inout Written
  ) throws {
    while written.through < stretch.range.upperBound {
      let changesets = try exchange.replica.changesets(
        of: stretch.log, after: written.through, limitBytes: Self.fileBytes
      ).prefix { $0.sequence <= stretch.range.upperBound }
      // Another process may have learnt of a fork and cut the log.
      guard let last = changesets.last else { break }
      let name = FolderName(
        log: stretch.log, content: .changesets((written.through + 1)...last.sequence),
        mark: last.hash.mark,
        isPacked: SharedFolder.isPacked(sizeBytes: changesets.reduce(0) { $0 + $1.line.count }))
      if !present.contains(name) { try write(changesets.map(\.line), as: name) }
      written.changesets += changesets.count
      written.files.insert(name)
      written.through = last.sequence
    }
  }

  private func write(_ lines: [[UInt8]], as name: FolderName) throws {
    try folder.write(lines, as: name)
    exchange.logger.debug("wrote a file", metadata: ["file.name": "\(name.path)"])
  }

  private mutating func writeForkProofs(
    besides present: Set<FolderName>, logs: [LogName: LogStatus]
  ) throws {
    for log in logs.values.sorted(by: { $0.name < $1.name })
    where log.fork != nil && exchange.mayWrite(log.name.scope, to: destination) {
      var lines: [[UInt8]] = []
      note(try settingDamageAside { lines = try exchange.replica.forkProof(of: log.name) })
      for line in lines {
        let header = try Changeset.decode(line).header
        let name = FolderName(
          log: log.name, content: .forkProof(header.sequence), mark: header.hash.mark,
          isPacked: false)
        guard !present.contains(name) else { continue }
        try write([line], as: name)
        report.sent += 1
      }
    }
  }

  /// Writes the one file first, so that a crash leaves too much rather than too little.
  private func carryOut(_ consolidation: FolderPlan.Consolidation) throws {
    let stretch = consolidation.stretch
    var written = Written(of: stretch)
    try write(stretch, besides: Set(consolidation.files.map(\.name)), into: &written)
    guard written.through == stretch.range.upperBound else { return }
    try folder.remove(
      consolidation.files.filter { !written.files.contains($0.name) }.map(\.file))
  }

  /// What processes that were killed left there. Without the right to remove it, it stays.
  private func removeLeftBehind(_ files: [FolderFile]) {
    let limit = exchange.now().milliseconds - Self.temporaryMilliseconds
    try? folder.remove(files.filter { $0.modified / 1_000_000 < limit })
  }
}
