import Foundation
import SyncStore
import SyncWire

extension SharedFolder {
  /// Files with more bytes of lines than this are packed: 4 KiB.
  static let packingBytes = 4_096

  private static let lineEnd = [UInt8(ascii: "\n")]

  /// Whether lines of this many bytes go into a packed file.
  static func isPacked(sizeBytes: Int) -> Bool {
    sizeBytes > packingBytes
  }

  /// Writes a file whole, instead of one of the same name if there is one.
  ///
  /// - Throws: `folder_read_only`, `folder_full`, or `file_not_written`; then the file is not
  ///   there, or is the one that was there.
  func write(_ lines: [[UInt8]], as name: FolderName) throws {
    do {
      try makeFolders(of: name)
      var file = try ReplacingFile(path: "\(path)/\(name.path)")
      if name.isPacked {
        let deflater = try Deflater()
        for line in lines { try deflater.deflate(line + Self.lineEnd) { try file.write($0) } }
        try deflater.finish { try file.write($0) }
      } else {
        try file.write(lines.joined(separator: Self.lineEnd) + Self.lineEnd)
      }
      try file.finish()
    } catch let failure as SystemFailure {
      throw notWritten(name, failure)
    }
  }

  /// Removes files; those that are gone already do not matter.
  func remove(_ files: [FolderFile]) throws {
    for file in files {
      guard unlink("\(path)/\(file.name)") != 0, errno != ENOENT else { continue }
      throw notRemoved(file, SystemFailure("remove \(path)/\(file.name)"))
    }
  }

  private func makeFolders(of name: FolderName) throws {
    var folder = path
    for part in name.folders.split(separator: "/") {
      let parent = folder
      folder += "/\(part)"
      if mkdir(folder, 0o777) == 0 {
        try FileAccess.synchroniseFolder(parent)
        continue
      }
      let failure = SystemFailure("make the folder \(folder)")
      // What is there may be a file, or a link that leads out of the shared folder.
      guard failure.number == EEXIST, FileAccess.status(of: folder)?.kind == .folder else {
        throw failure
      }
    }
  }

  func notWritten(_ name: FolderName, _ failure: SystemFailure) -> ExchangeError {
    var code = ExchangeError.Code.fileNotWritten
    if failure.isFull { code = .folderFull }
    if failure.isDenial { code = .folderReadOnly }
    return ExchangeError(
      code,
      "\(name.path) could not be written in \(path): \(failure.message). What was written"
        + " before it stays, and nothing is lost here.",
      hint: failure.isFull
        ? "Free some space there and run the command again."
        : "Check your rights to the folder and its disk; then run the command again.",
      cause: failure)
  }

  private func notRemoved(_ file: FolderFile, _ failure: SystemFailure) -> ExchangeError {
    ExchangeError(
      .folderReadOnly,
      "\(file.name) could not be removed from \(path): \(failure.message)."
        + " It does no harm there.",
      hint: "Check your rights to the folder.", cause: failure)
  }
}
