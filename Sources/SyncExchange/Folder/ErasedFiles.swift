import Logging
import SyncCore
import SyncStore
import SyncWire

/// Takes erased values out of the files that this author's logs have in a shared folder.
///
/// A file keeps its name, which tells sequences and the hash of a header, and these stay. The files
/// of other authors are left to them: each writes its own anew at its next push.
struct ErasedFiles {
  let exchange: Exchange
  let folder: SharedFolder

  /// How much a file may hold that is written anew: eight times what one is written with.
  var limitBytes = 8 * FolderPush.fileBytes

  /// Writes every file of the own logs anew that still holds an erased value, those of branches that
  /// a fork ended among them.
  ///
  /// A file that was seen to hold none is remembered, and not opened again before more is erased
  /// or somebody puts another one in its place. Cost otherwise: the file.
  ///
  /// - Returns: for each file that could not be written, why, and what to do; it stays as it was.
  func rewrite(_ entries: [FolderEntry]) throws -> [String] {
    let author = exchange.replica.author.registered
    let own = Dictionary(
      grouping: entries.filter { $0.name.log.author.registered == author }, by: \.name.log)
    var problems: [String] = []
    for (log, entries) in own.sorted(by: { $0.key < $1.key }) {
      let erased = try exchange.replica.erasedSequences(of: log)
      guard !erased.isEmpty else { continue }
      let known = try exchange.replica.filesRead(in: folder.path)
      for entry in entries {
        guard case .changesets(let range) = entry.name.content else { continue }
        let wanted = erased.filter { range.contains($0.key) }
        let context = Self.context(of: wanted)
        guard !wanted.isEmpty, !known.contains(FileRead(entry.file, context: context)) else {
          continue
        }
        do {
          try rewrite(entry, erased: wanted, context: context)
        } catch let error as ExchangeError {
          problems.append(error.description)
        }
      }
    }
    return problems
  }

  private func rewrite(
    _ entry: FolderEntry, erased: [Int64: ContentHash], context: String
  ) throws {
    var file = entry.file
    if let lines = try lines(of: entry, without: erased) {
      try folder.write(lines, as: entry.name)
      exchange.logger.debug(
        "took erased values out of a file", metadata: ["file.name": "\(entry.name.path)"])
      guard let status = FileAccess.status(of: "\(folder.path)/\(file.name)") else { return }
      file = FolderFile(
        name: file.name, sizeBytes: status.sizeBytes, modified: status.modified)
    }
    try exchange.replica.remember(
      [FileRead(file, context: context)], forgetting: [], in: folder.path)
  }

  /// The lines of a file, with what is kept here in place of each that holds an erased value; nil if
  /// none does.
  private func lines(
    of entry: FolderEntry, without erased: [Int64: ContentHash]
  ) throws -> [[UInt8]]? {
    var lines: [[UInt8]] = []
    var (sizeBytes, isChanged) = (0, false)
    _ = try folder.read(entry.file) { line in
      guard case .line(let bytes, _) = line else { return }
      let left = try lineLeft(of: bytes, in: entry.name.log, erased: erased)
      isChanged = isChanged || left != nil
      lines.append(left ?? bytes)
      sizeBytes += bytes.count
      guard sizeBytes <= limitBytes else { throw tooLarge(entry) }
    }
    return isChanged ? lines : nil
  }

  /// What is kept of an erased changeset; nil where the line is another one, or as it is kept.
  private func lineLeft(
    of line: [UInt8], in log: LogName, erased: [Int64: ContentHash]
  ) throws -> [UInt8]? {
    guard let changeset = try? Changeset.decode(line), changeset.header.log == log,
      let hash = erased[changeset.header.sequence], ContentHash.sha256(changeset.line) != hash,
      let kept = try exchange.replica.storedLine(of: changeset.header)
    else { return nil }
    return kept
  }

  private func tooLarge(_ entry: FolderEntry) -> ExchangeError {
    ExchangeError(
      .folderTooLarge,
      "\(entry.name.path) is too large to have erased values taken out of it and stays as it was.",
      hint: "Remove the file: what it holds of the log is written again at the next push.")
  }

  /// What a file is remembered under: which changesets of it have lost which values.
  private static func context(of erased: [Int64: ContentHash]) -> String {
    let text = erased.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.hex)" }
    return "erased \(ContentHash.sha256(text.joined(separator: "\n").utf8).hex)"
  }
}
