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

  /// Writes every file of the own logs anew that still holds an erased value.
  ///
  /// A file that was seen to hold none is remembered, and not opened again before more is erased
  /// or somebody puts another one in its place. Cost otherwise: the file.
  ///
  /// - Returns: a sentence for each file that could not be written; it stays as it was.
  func rewrite(_ entries: [FolderEntry], in plan: FolderPlan) throws -> [String] {
    let author = exchange.replica.author.registered
    let own = Dictionary(
      grouping: entries.filter { $0.name.log.author.registered == author && plan.fits($0) },
      by: \.name.log)
    var problems: [String] = []
    for (log, entries) in own.sorted(by: { $0.key < $1.key }) {
      let erased = try exchange.replica.erasedSequences(of: log)
      guard !erased.isEmpty else { continue }
      let known = try exchange.replica.filesRead(in: folder.path)
      for entry in entries {
        let wanted = erased.filter { entry.name.range.contains($0.key) }
        let context = Self.context(of: wanted)
        guard !wanted.isEmpty, !known.contains(FileRead(entry.file, context: context)) else {
          continue
        }
        do {
          try rewrite(entry, erased: wanted, context: context)
        } catch let error as ExchangeError {
          problems.append(error.message)
        }
      }
    }
    return problems
  }

  private func rewrite(
    _ entry: FolderEntry, erased: [Int64: ContentHash], context: String
  ) throws {
    var file = entry.file
    if try holdsMore(entry, than: erased), let lines = try lines(of: entry.name) {
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

  /// Whether a line of the file is another one than is kept here of an erased changeset.
  private func holdsMore(_ entry: FolderEntry, than erased: [Int64: ContentHash]) throws -> Bool {
    var holdsMore = false
    _ = try folder.read(entry.file) { line in
      guard !holdsMore, case .line(let bytes, _) = line,
        let changeset = try? Changeset.decode(bytes),
        let kept = erased[changeset.header.sequence]
      else { return }
      holdsMore = ContentHash.sha256(changeset.line) != kept
    }
    return holdsMore
  }

  /// The lines that are kept here of a stretch; nil if the log has been cut meanwhile.
  private func lines(of name: FolderName) throws -> [[UInt8]]? {
    let range = name.range
    var lines: [[UInt8]] = []
    var last = range.lowerBound - 1
    while last < range.upperBound {
      let changesets = try exchange.replica.changesets(
        of: name.log, after: last, limitBytes: FolderPush.fileBytes
      ).prefix { $0.sequence <= range.upperBound }
      guard let next = changesets.last else { return nil }
      lines += changesets.map(\.line)
      last = next.sequence
    }
    return lines
  }

  /// What a file is remembered under: which changesets of it have lost which values.
  private static func context(of erased: [Int64: ContentHash]) -> String {
    let text = erased.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.hex)" }
    return "erased \(ContentHash.sha256(text.joined(separator: "\n").utf8).hex)"
  }
}
