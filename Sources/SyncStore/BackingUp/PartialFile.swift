import Foundation

/// A file on its way into its place: beside it, under a temporary name, for its owner alone.
final class PartialFile {
  let url: URL
  private let place: URL
  private var isInPlace = false

  /// - Throws: `file_error`; nothing was made.
  init(beside place: URL) throws {
    self.place = place
    let name = ".syncd-tmp-" + String(UInt64.random(in: .min ... .max), radix: 36)
    url = place.deletingLastPathComponent().appending(path: name)
    let descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      isInPlace = true
      throw Self.failure("make a file in \(place.deletingLastPathComponent().path)")
    }
    close(descriptor)
  }

  deinit {
    if !isInPlace { unlink(url.path) }
  }

  /// Makes it durable and puts it in its place, instead of what is there.
  ///
  /// - Returns: its size in bytes.
  /// - Throws: `file_error`; unless only the folder could not be synchronised, the place is as it
  ///   was.
  func finish() throws -> Int {
    try Self.synchronise(url, O_RDONLY)
    let size = try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    guard rename(url.path, place.path) == 0 else {
      throw Self.failure("rename a file to \(place.path)")
    }
    isInPlace = true
    try Self.synchronise(place.deletingLastPathComponent(), O_RDONLY | O_DIRECTORY)
    return size
  }

  /// Makes a file or a folder survive a power cut, where its file system knows how.
  static func synchronise(_ url: URL, _ flags: Int32) throws {
    let descriptor = open(url.path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open \(url.path)") }
    defer { close(descriptor) }
    // File shares answer EINVAL: there a folder cannot be synchronised by itself.
    let isFolder = flags & O_DIRECTORY != 0
    guard fsync(descriptor) == 0 || isFolder && [EINVAL, ENOTSUP, EBADF].contains(errno) else {
      throw failure("synchronise \(url.path)")
    }
  }

  private static func failure(_ action: String) -> StoreError {
    let reason = String(cString: strerror(errno))
    return StoreError(
      .fileError, "syncd could not \(action): \(reason). What was there is as it was.",
      hint: "Check the folder, your rights to it and its free space.")
  }
}
