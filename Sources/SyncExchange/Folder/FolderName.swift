import SyncCore
import SyncStore

/// The name of a file in a shared folder, as a value:
/// `<scope>/<author>/<from>-<to>-<mark>.jsonl`, `.gz` behind it where packed (DESIGN section 9).
///
/// The name alone says whether the file brings anything. It is a hint, never trusted: what a file
/// holds decides what is merged.
struct FolderName: Hashable, Sendable {
  enum Content: Hashable, Sendable {
    /// A stretch of the log without a gap.
    case changesets(ClosedRange<Int64>)
    /// One of the two headers that prove a fork at this sequence: `fork-<sequence>-<mark>.jsonl`.
    case forkProof(Int64)
  }

  let log: LogName
  let content: Content
  /// The mark of the header at the last sequence.
  let mark: String
  let isPacked: Bool

  init(log: LogName, content: Content, mark: String, isPacked: Bool) {
    self.log = log
    self.content = content
    self.mark = mark
    self.isPacked = isPacked
  }

  /// Nil unless the path, from the folder down, is exactly one that `path` writes: conflict copies
  /// of synchronising programs, lock files and the like are none.
  init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, let file = parts.last,
      let author = Author(String(parts[parts.count - 2])),
      let scope = Scope(parts.dropLast(2).joined(separator: "/"))
    else { return nil }
    let isPacked = file.hasSuffix(".jsonl.gz")
    let fields = file.prefix { $0 != "." }.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count == 3, let last = Int64(fields[1]), last >= 1 else { return nil }
    let content: Content
    if fields[0] == "fork" {
      content = .forkProof(last)
    } else {
      guard let first = Int64(fields[0]), first >= 1, first <= last else { return nil }
      content = .changesets(first...last)
    }
    let mark = String(fields[2])
    guard Self.isMark(mark) else { return nil }
    self.init(log: LogName(scope, author), content: content, mark: mark, isPacked: isPacked)
    guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
  }

  /// The folders that lead to the file, from the shared one down.
  var folders: String { "\(log.scope)/\(log.author)" }

  /// The path from the shared folder down.
  var path: String {
    let start =
      switch content {
      case .changesets(let range): "\(range.lowerBound)-\(range.upperBound)"
      case .forkProof(let sequence): "fork-\(sequence)"
      }
    return "\(folders)/\(start)-\(mark).jsonl\(isPacked ? ".gz" : "")"
  }

  /// The sequences that the name claims.
  var range: ClosedRange<Int64> {
    switch content {
    case .changesets(let range): range
    case .forkProof(let sequence): sequence...sequence
    }
  }

  private static func isMark(_ text: String) -> Bool {
    text.utf8.count == 8
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
  }
}

extension ContentHash {
  /// The first eight hexadecimal digits, as names of files carry them.
  var mark: String { String(hex.prefix(8)) }
}

/// A file of a shared folder whose name has our form.
struct FolderEntry: Hashable, Sendable {
  let name: FolderName
  let file: FolderFile
}
