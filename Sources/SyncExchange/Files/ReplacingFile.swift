import Foundation

/// A file that comes into being whole or not at all.
///
/// It is written beside its place under a temporary name, synchronised, and renamed. Whoever
/// reads meanwhile sees what was there before, or nothing.
struct ReplacingFile: ~Copyable {
  /// How temporary names begin.
  static let temporaryPrefix = ".syncd-tmp-"

  private let path: String
  private let folder: String
  private let temporary: String
  private let descriptor: Int32
  private var isRenamed = false

  /// - Throws: `SystemFailure`; nothing was made.
  init(path: String) throws {
    self.path = path
    folder = URL(filePath: path).deletingLastPathComponent().path
    let name = Self.temporaryPrefix + String(UInt64.random(in: .min ... .max), radix: 36)
    temporary = "\(folder)/\(name)"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemFailure("make a file in \(folder)") }
  }

  deinit {
    close(descriptor)
    if !isRenamed { unlink(temporary) }
  }

  /// - Throws: `SystemFailure`; the place is as it was.
  func write(_ bytes: [UInt8]) throws {
    try FileAccess.write(bytes, to: descriptor)
  }

  /// Makes it durable and puts it in its place, instead of what is there.
  ///
  /// - Throws: `SystemFailure`; unless only the folder could not be synchronised, the place is as
  ///   it was.
  mutating func finish() throws {
    guard fsync(descriptor) == 0 else { throw SystemFailure("synchronise a file in \(folder)") }
    guard rename(temporary, path) == 0 else { throw SystemFailure("rename a file to \(path)") }
    isRenamed = true
    try FileAccess.synchroniseFolder(folder)
  }
}
