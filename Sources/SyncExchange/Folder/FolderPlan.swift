import SyncCore
import SyncStore

/// What to read from and write to a shared folder, decided from names alone.
///
/// Pure: it is given what lies in the folder and how the logs stand here, and returns what to do.
/// Cost: the names, sorted.
struct FolderPlan {
  /// The files of the folder whose names have our form.
  let entries: [FolderEntry]
  /// How the logs stand here.
  let logs: [LogName: LogStatus]
  /// The marks of our headers at the ends of those files, as far as we have them.
  let marks: [LogName: [Int64: String]]
  /// The hash of the rights under which lines are judged.
  let rights: ContentHash

  /// The places whose header hashes a plan over these files needs.
  static func places(
    of entries: [FolderEntry], logs: [LogName: LogStatus]
  ) -> [LogName: Set<Int64>] {
    var places: [LogName: Set<Int64>] = [:]
    for entry in entries {
      let last = entry.name.range.upperBound
      guard let log = logs[entry.name.log], last <= log.head.sequence else { continue }
      places[entry.name.log, default: []].insert(last)
    }
    return places
  }

  // MARK: Reading

  /// The files to open now, each log's in the order of sequences.
  ///
  /// Of files that claim the same stretch only one is named; once it was tried, a further plan
  /// names the others if they are still wanted, which they are only where it did not hold what its
  /// name claims.
  ///
  /// - Parameters:
  ///   - read: files that were read to their end before.
  ///   - tried: the names of files that this exchange opened.
  func filesToRead(
    read: Set<FileRead>, tried: Set<String>, mayRead: (Scope) -> Bool
  ) -> [FolderEntry] {
    let wanted = entries.filter { entry in
      mayRead(entry.name.log.scope) && !tried.contains(entry.file.name) && isWanted(entry)
        && rememberedEnding(of: entry, in: read) == nil
    }
    var files: [FolderEntry] = []
    var reached: [LogName: Int64] = [:]
    for entry in wanted.sorted(by: isBefore) {
      let range = entry.name.range
      if case .changesets = entry.name.content, !isOtherBranch(entry.name) {
        guard range.upperBound > reached[entry.name.log] ?? 0 else { continue }
        reached[entry.name.log] = range.upperBound
      }
      files.append(entry)
    }
    return files
  }

  /// Whether a file may bring something: it ends beyond what is merged here, or with a header that
  /// is not ours. Of empty files a copy has only just begun, or failed.
  func isWanted(_ entry: FolderEntry) -> Bool {
    guard entry.file.sizeBytes > 0 else { return false }
    let name = entry.name
    let log = logs[name.log]
    switch name.content {
    case .changesets(let range):
      if let gap = log?.gap, range.overlaps(gap) { return true }
      return range.upperBound > log?.merged ?? 0 || isOtherBranch(name)
    case .forkProof(let sequence):
      if let fork = log?.fork, fork <= sequence { return false }
      return marks[name.log]?[sequence] != name.mark
    }
  }

  /// Whether the name says that its last header is not the one we have there.
  private func isOtherBranch(_ name: FolderName) -> Bool {
    let last = name.range.upperBound
    guard last <= logs[name.log]?.head.sequence ?? 0 else { return false }
    return marks[name.log]?[last] != name.mark
  }

  /// What lies below the floor of a snapshot comes after all that is new.
  private func isBefore(_ left: FolderEntry, _ right: FolderEntry) -> Bool {
    let isOlder = (isOlder(left), isOlder(right))
    if isOlder.0 != isOlder.1 { return isOlder.1 }
    func key(_ entry: FolderEntry) -> (LogName, Int64, Int64, String) {
      let range = entry.name.range
      return (entry.name.log, range.lowerBound, -range.upperBound, entry.file.name)
    }
    return key(left) < key(right)
  }

  // MARK: Holdings

  /// How far each log was seen to reach in the folder.
  ///
  /// A name alone is not believed, for anybody can put any there: up to our head its mark has to be
  /// that of our header, and beyond it counts what came of the log and waits here.
  ///
  /// - Parameter waiting: the highest sequence that waits here, by log.
  func holdings(waiting: [LogName: Int64]) -> Holdings {
    entries.reduce(into: [:]) { holdings, entry in
      guard case .changesets(let range) = entry.name.content, entry.file.sizeBytes > 0 else {
        return
      }
      let log = entry.name.log
      let seen = fits(entry) ? range.upperBound : min(range.upperBound, waiting[log] ?? 0)
      if seen > 0 { holdings[log] = max(holdings[log] ?? 0, seen) }
    }
  }

  private func isOlder(_ entry: FolderEntry) -> Bool {
    guard let gap = logs[entry.name.log]?.gap else { return false }
    return entry.name.range.upperBound <= gap.upperBound
  }

  // MARK: Memory

  /// What the fate of a file's lines may depend on, besides the file.
  enum Dependence {
    /// Peers alone: who may write what, and where logs end.
    case rights
    /// The end of its log here as well: something waits, or did not fit.
    case log
  }

  /// The text under which a file is remembered.
  func context(
    of name: LogName, dependingOn dependence: Dependence, ending: ChangesetLines.Ending = .whole
  ) -> String {
    let broken = ending == .whole ? "" : " \(ending)"
    switch dependence {
    case .rights: return rights.hex + broken
    case .log:
      guard let log = logs[name] else { return rights.hex + " 0" + broken }
      let fork = log.fork.map { " fork \($0)" } ?? ""
      let gap = log.gap.map { " gap \($0.lowerBound)" } ?? ""
      return "\(rights.hex) \(log.head.sequence) \(log.head.hash.mark)\(fork)\(gap)\(broken)"
    }
  }

  /// How a file ended when it was read before, if it would bring nothing more now.
  func rememberedEnding(
    of entry: FolderEntry, in read: Set<FileRead>
  ) -> ChangesetLines.Ending? {
    [ChangesetLines.Ending.whole, .torn, .damaged].first { ending in
      [.rights, .log].contains { (dependence: Dependence) in
        let context = context(of: entry.name.log, dependingOn: dependence, ending: ending)
        return read.contains(FileRead(entry.file, context: context))
      }
    }
  }
}
