import SyncCore
import SyncStore
import SyncWire

/// Gathers lines into batches for the replica and keeps count of what became of them.
///
/// Invariant: what waits here is at most a batch: `batchLines` lines or `batchBytes` bytes.
struct Intake {
  /// The most changesets in one transaction.
  static let batchLines = 1_000
  /// The most bytes of changesets in one transaction, unless a single one has more: 8 MiB.
  static let batchBytes = 8 * 1_048_576

  /// Where the lines go.
  struct Receiver {
    let receive: ([[UInt8]]) throws -> Receipt
    /// Keeps evidence of a line that was too long to be read.
    let refuse: (Refusal, _ evidence: [UInt8]) throws -> Void
  }

  /// What has come of the lines that went to the replica.
  var report: ExchangeReport
  /// For each file, by number, the logs that have to grow before some of its lines can be merged.
  private(set) var unsettled: [Int: Set<LogName>] = [:]
  /// The fates of the first lines, as many as were asked for, and behind them as many refusals.
  private(set) var entries: [Receipt.Entry] = []
  private let entriesLimit: Int

  private var lines: [[UInt8]] = []
  /// For each line the number of its file.
  private var files: [Int] = []
  private var sizeBytes = 0

  init(report: ExchangeReport, entriesLimit: Int = 0) {
    self.report = report
    self.entriesLimit = entriesLimit
  }

  /// Takes a line of a file; where the batch is full, it goes to the replica first.
  ///
  /// - Parameter place: the file's name, for evidence.
  mutating func add(
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
    }
  }

  /// Hands the batch to the replica and counts what came of it.
  ///
  /// - Throws: what the replica throws; nothing of the batch was written then.
  mutating func flush(to receiver: Receiver) throws {
    guard !lines.isEmpty else { return }
    let receipt = try receiver.receive(lines)
    report.add(receipt)
    for (file, entry) in zip(files, receipt.entries) {
      let limit = entry.isRefused ? 2 * entriesLimit : entriesLimit
      if entries.count < limit { entries.append(entry) }
      if let log = entry.unsettledLog { unsettled[file, default: []].insert(log) }
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

  /// The log whose end stood in the way of this line, if that was what did.
  fileprivate var unsettledLog: LogName? {
    switch outcome {
    case .waiting, .refused(.brokenChain), .refused(.waitingOverflow): header?.log
    case .merged, .known, .held, .refused: nil
    }
  }
}
