import Foundation
import SyncCore

/// What a replica notes outside its database of what it wrote: a database that was put back from a
/// backup does not know, and this shows it.
struct Guard: Codable, Equatable, Sendable {
  var place: Whereabouts
  /// The name under which it writes; an incarnation after a restore or copy.
  var author: String
  /// The last sequence that it wrote under that name, by scope.
  var logs: [String: Int64]

  init(place: Whereabouts, author: Author, logs: [Scope: Int64]) {
    self.place = place
    self.author = author.string
    self.logs = Dictionary(logs.map { ($0.key.string, $0.value) }, uniquingKeysWith: max)
  }

  /// Notes further sequences; none ever moves back.
  mutating func advance(_ written: [Scope: Int64]) {
    for (scope, sequence) in written {
      logs[scope.string] = max(logs[scope.string] ?? 0, sequence)
    }
  }
}

/// `guard.json` in a replica's folder. Two processes may use it at the same time.
struct GuardFile {
  private let folder: URL
  private let url: URL

  init(in folder: ReplicaFolder) {
    self.folder = folder.url
    url = folder.guardFile
  }

  /// What it says, or nil where it is missing or cannot be read as a guard.
  func read() -> Guard? {
    FileManager.default.contents(atPath: url.path).flatMap {
      try? JSONDecoder().decode(Guard.self, from: $0)
    }
  }

  /// Puts a guard in place of whatever stands there, durably.
  ///
  /// - Throws: `file_error` or `disk_full`; the old guard stays.
  func replace(with new: Guard) throws {
    try locked { try write(new) }
  }

  /// Notes what was written and is durable. A guard that is gone stays gone, and one of another
  /// name stays as it is: each says that something happened which the next edit has to judge.
  ///
  /// - Throws: `file_error` or `disk_full`; the old guard stays.
  func advance(_ author: Author, _ written: [Scope: Int64]) throws {
    guard !written.isEmpty else { return }
    try locked {
      guard var present = read(), present.author == author.string else { return }
      let before = present
      present.advance(written)
      if present != before { try write(present) }
    }
  }

  /// Holds the folder's own lock, which the kernel frees when the process ends, however it ends.
  private func locked(_ body: () throws -> Void) throws {
    let directory = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw failure() }
    defer { close(directory) }
    while flock(directory, LOCK_EX) != 0 {
      guard errno == EINTR else { throw failure() }
    }
    try body()
    guard fsync(directory) == 0 else { throw failure() }
  }

  private func write(_ new: Guard) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let bytes = [UInt8](try encoder.encode(new)) + [UInt8(ascii: "\n")]
    let temporary = url.path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 || errno == EINTR else { throw failure() }
      written += max(0, count)
    }
    guard fsync(descriptor) == 0, rename(temporary, url.path) == 0 else { throw failure() }
  }

  private func failure() -> StoreError {
    let isFull = [ENOSPC, EDQUOT].contains(errno)
    return StoreError(
      isFull ? .diskFull : .fileError,
      "\(url.path) cannot be written: \(String(cString: strerror(errno))). It stays as it was.",
      hint: "Check the rights to the replica's folder and the space on its disk.")
  }
}
