import SyncCore
import SyncStore

extension FolderPlan {
  /// A stretch of a log that the folder lacks.
  struct Stretch: Hashable {
    let log: LogName
    let range: ClosedRange<Int64>
  }

  /// A run of small files that are to become one.
  struct Consolidation: Hashable {
    let stretch: Stretch
    let files: [FolderEntry]
  }

  /// How many small files of its own log an author lets lie.
  static let smallFilesLimit = 16
  /// Below this size a file is small: 64 KiB. A file that `FolderPush` fills to its limit is not.
  static let smallFileBytes = 64 * 1024

  /// What the folder lacks of our logs, by log and sequence.
  ///
  /// A file counts for the stretch in its name if its mark is that of our header there. Empty
  /// files, which some programs leave where a copy failed, do not count.
  func stretchesToWrite(mayWrite: (Scope) -> Bool) -> [Stretch] {
    let covered = Dictionary(grouping: entries.filter(fits), by: \.name.log)
    return logs.values.sorted { $0.name < $1.name }.flatMap { log -> [Stretch] in
      guard log.head.sequence >= 1, mayWrite(log.name.scope) else { return [] }
      // What is not here cannot be written.
      let missing = log.gap.map { [$0] } ?? []
      return Self.gaps(
        in: 1...log.head.sequence,
        besides: covered[log.name, default: []].map(\.name.range) + missing
      ).map { Stretch(log: log.name, range: $0) }
    }
  }

  /// The runs of more than `smallFilesLimit` small files without a gap in an author's own logs, of
  /// whatever incarnation.
  func consolidations(of author: Author) -> [Consolidation] {
    let small = entries.filter { entry in
      entry.name.log.author.registered == author.registered
        && entry.file.sizeBytes < Self.smallFileBytes && fits(entry)
    }
    return Dictionary(grouping: small, by: \.name.log).sorted { $0.key < $1.key }
      .flatMap { log, files in
        Self.runs(files).filter { $0.count > Self.smallFilesLimit }.compactMap { run in
          let ranges = run.map(\.name.range)
          guard let first = ranges.map(\.lowerBound).min(),
            let last = ranges.map(\.upperBound).max()
          else { return nil }
          return Consolidation(stretch: Stretch(log: log, range: first...last), files: run)
        }
      }
  }

  /// Whether a file holds a stretch of our log, as its name says.
  func fits(_ entry: FolderEntry) -> Bool {
    guard case .changesets(let range) = entry.name.content, entry.file.sizeBytes > 0 else {
      return false
    }
    return marks[entry.name.log]?[range.upperBound] == entry.name.mark
  }

  /// The parts of a range that no other range holds, in order.
  static func gaps(
    in whole: ClosedRange<Int64>, besides ranges: [ClosedRange<Int64>]
  ) -> [ClosedRange<Int64>] {
    var gaps: [ClosedRange<Int64>] = []
    var next = whole.lowerBound
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
      next = max(next, range.upperBound + 1)
    }
    if next <= whole.upperBound { gaps.append(next...whole.upperBound) }
    return gaps
  }

  /// The files in runs that follow on each other without a gap, each run in order.
  private static func runs(_ files: [FolderEntry]) -> [[FolderEntry]] {
    var runs: [[FolderEntry]] = []
    var end: Int64 = 0
    for file in files.sorted(by: { $0.name.range.lowerBound < $1.name.range.lowerBound }) {
      let range = file.name.range
      if runs.isEmpty || range.lowerBound > end + 1 {
        runs.append([file])
        end = range.upperBound
      } else {
        runs[runs.count - 1].append(file)
        end = max(end, range.upperBound)
      }
    }
    return runs
  }
}
