package import SyncCore
package import SyncStore
package import SyncWire

/// Gathers lines into batches for the replica and keeps count of what became of them.
///
/// Invariant: what waits here is at most a batch: `batchLines` lines or `batchBytes` bytes.
package struct Intake {
  /// The most changesets in one transaction.
  package static let batchLines = 1_000
  /// The most bytes of changesets in one transaction, unless a single one has more: 8 MiB.
  package static let batchBytes = 8 * 1_048_576

  /// Where the lines go.
  package struct Receiver {
    let receive: ([[UInt8]]) throws -> Receipt
    /// Keeps evidence of a line that was too long to be read.
    let refuse: (Refusal, _ evidence: [UInt8]) throws -> Void

    package init(
      receive: @escaping ([[UInt8]]) throws -> Receipt,
      refuse: @escaping (Refusal, _ evidence: [UInt8]) throws -> Void
    ) {
      self.receive = receive
      self.refuse = refuse
    }
  }

  /// What has come of the lines that went to the replica.
  package var report: ExchangeReport
  /// For each file, by number, the logs that have to grow before some of its lines can be merged.
  private(set) var unsettled: [Int: Set<LogName>] = [:]
  /// Logs of which a line was refused or waits: more of the same brings nothing.
  package private(set) var stuck: Set<LogName> = []
  /// How many lines could not be read as far as to tell their log.
  package private(set) var unreadable = 0
  /// The fates of the first lines, as many as were asked for, and behind them as many refusals.
  private(set) var entries: [Receipt.Entry] = []
  private let entriesLimit: Int

  private var lines: [[UInt8]] = []
  /// For each line the number of its file.
  private var files: [Int] = []
  private var sizeBytes = 0

  package init(report: ExchangeReport, entriesLimit: Int = 0) {
    self.report = report
    self.entriesLimit = entriesLimit
  }

  /// Takes a line of a file; where the batch is full, it goes to the replica first.
  ///
  /// - Parameter place: the file's name, for evidence.
  package mutating func add(
    _ line: LineSplitter.Line, file: Int, place: String, to receiver: Receiver
  ) throws {
    switch line {
    case .line(let bytes, _):
      if sizeBytes + bytes.count > Self.batchBytes { try flush(to: receiver) }
      lines.append(bytes)
      files.append(file)
      sizeBytes += bytes.count
      if lines.count == Self.batchLines { try flush(to: receiver) }
    case .tooLong(let offset):
      try flush(to: receiver)
      try receiver.refuse(
        .tooLarge(bytes: Limits.changesetBytes + 1), Array("\(place), byte \(offset)".utf8))
      report.received += 1
      report.quarantined += 1
      unreadable += 1
    }
  }

  /// Hands the batch to the replica and counts what came of it.
  ///
  /// - Throws: what the replica throws; nothing of the batch was written then.
  package mutating func flush(to receiver: Receiver) throws {
    guard !lines.isEmpty else { return }
    let receipt = try receiver.receive(lines)
    report.add(receipt)
    for (file, entry) in zip(files, receipt.entries) {
      let limit = entry.isRefused ? 2 * entriesLimit : entriesLimit
      if entries.count < limit { entries.append(entry) }
      if let log = entry.unsettledLog { unsettled[file, default: []].insert(log) }
      if entry.isStuck, let log = entry.header?.log { stuck.insert(log) }
      if entry.header == nil { unreadable += 1 }
    }
    lines.removeAll(keepingCapacity: true)
    files.removeAll(keepingCapacity: true)
    sizeBytes = 0
  }
}

extension Receipt.Entry {
  fileprivate var isRefused: Bool {
    if case .refused = outcome { true } else { false }
  }

  /// Whether the same line, or the next one of its log, would fare no better. A fork is no such
  /// case: the log ends before it from now on.
  fileprivate var isStuck: Bool {
    switch outcome {
    case .refused(.fork), .merged, .known, .held: false
    case .refused, .waiting: true
    }
  }

  /// The log whose end stood in the way of this line, if that was what did.
  fileprivate var unsettledLog: LogName? {
    switch outcome {
    case .waiting, .refused(.brokenChain), .refused(.waitingOverflow): header?.log
    case .merged, .known, .held, .refused: nil
    }
  }
}
