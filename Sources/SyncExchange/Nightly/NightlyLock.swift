package import Foundation
package import SyncCore

/// What keeps two nightly runs of one replica from overlapping: a file that is locked while one
/// goes on. The kernel frees the lock when the process ends, however it ends.
package struct NightlyLock: ~Copyable {
  private let descriptor: Int32

  /// How much of the file is read to tell who holds it, in bytes.
  private static let noteLimitBytes = 256

  /// Takes the lock in a replica's folder and notes there who has it.
  ///
  /// - Throws: `nightly_running`, which names the other process and its start; `file_unreadable`
  ///   if the file cannot be made. Nothing was done then.
  package init(folder: URL, process: Int32, at now: Timestamp) throws {
    let path = folder.appending(path: "nightly.lock").path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.unusable(SystemFailure("open \(path)")) }
    do {
      try Self.lock(descriptor, path)
      guard ftruncate(descriptor, 0) == 0 else { throw SystemFailure("empty \(path)") }
      try FileAccess.write(Array("\(process) \(now)\n".utf8), to: descriptor)
    } catch let failure as SystemFailure {
      throw Self.unusable(failure)
    }
  }

  deinit {
    close(descriptor)
  }

  private static func lock(_ descriptor: Int32, _ path: String) throws {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: throw running(descriptor)
      default: throw SystemFailure("lock \(path)")
      }
    }
  }

  private static func running(_ descriptor: Int32) -> ExchangeError {
    let note = (try? FileAccess.read(descriptor, limitBytes: noteLimitBytes)) ?? []
    let words = String(decoding: note, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    let holder =
      words.count == 2 && Int32(words[0]) != nil && Timestamp(String(words[1])) != nil
      ? "process \(words[0]), since \(words[1])" : "another process"
    return ExchangeError(
      .nightlyRunning, "A nightly run of this replica is going on (\(holder)). Nothing was done.",
      hint: "Wait until it is done, or end that process; then run the command again.")
  }

  private static func unusable(_ failure: SystemFailure) -> ExchangeError {
    ExchangeError(
      .fileUnreadable,
      "The lock of nightly runs cannot be used: \(failure.message)."
        + " Nothing was done.",
      hint: "Check the rights to the replica's folder and its disk.", cause: failure)
  }
}
