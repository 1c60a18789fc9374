import Foundation

/// What keeps the file of an index from being replaced under whoever uses it.
enum SearchLock {
  /// Whether others may have the lock at the same time.
  case shared
  case alone

  /// Waits for the lock and has it while `body` runs. The kernel frees it when the process ends,
  /// however it ends.
  ///
  /// - Throws: `file_error` if the lock's file cannot be made.
  func hold<Result>(_ file: URL, _ body: () throws -> Result) throws -> Result {
    let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure(file) }
    defer { close(descriptor) }
    while flock(descriptor, self == .alone ? LOCK_EX : LOCK_SH) != 0 {
      guard errno == EINTR else { throw Self.failure(file) }
    }
    return try body()
  }

  private static func failure(_ file: URL) -> StoreError {
    StoreError(
      .fileError, "\(file.path) cannot be locked: \(String(cString: strerror(errno))).",
      hint: "Check the rights to the replica's folder and its disk.")
  }
}
