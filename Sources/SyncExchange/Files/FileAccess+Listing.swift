import Foundation

extension FileAccess {
  /// What a name stands for; a link stands for itself.
  struct Status {
    enum Kind {
      case file, folder, other
    }

    let kind: Kind
    let sizeBytes: Int64
    /// Nanoseconds since 1970.
    let modified: Int64
  }

  /// Nil if the name is gone or cannot be looked at.
  static func status(of path: String) -> Status? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    let kind: Status.Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    let seconds = Int64(status.st_mtim.tv_sec)
    return Status(
      kind: kind, sizeBytes: Int64(status.st_size),
      modified: seconds &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec))
  }

  /// The names in a folder, in no order, `.` and `..` apart.
  ///
  /// - Throws: `SystemFailure`.
  static func names(in folder: String) throws -> [String] {
    guard let stream = opendir(folder) else { throw SystemFailure("read \(folder)") }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw SystemFailure("read \(folder)") }
    return names
  }
}
