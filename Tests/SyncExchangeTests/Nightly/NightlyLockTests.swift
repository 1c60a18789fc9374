import Foundation
import TestSupport
import Testing

@testable import SyncExchange

/// Two nightly runs of one replica never overlap; `CommandTests` tries it with real processes.
struct NightlyLockTests {
  @Test func `the second run is told which process has the lock and since when`() throws {
    try withTemporaryFolder { folder in
      let lock = try NightlyLock(folder: folder.url, process: 4_711, at: .midsummer)
      let error = #expect(throws: ExchangeError.self) {
        _ = try NightlyLock(folder: folder.url, process: 12, at: .midsummer)
      }
      #expect(error?.code == .nightlyRunning)
      #expect(error?.message.contains("process 4711, since 2026-06-19T10:00:00.000Z") == true)
      _ = consume lock
    }
  }

  @Test func `the lock is free again when the run is over`() throws {
    try withTemporaryFolder { folder in
      for _ in 0..<2 {
        _ = try NightlyLock(folder: folder.url, process: 1, at: .midsummer)
      }
    }
  }

  @Test func `a lock file that holds nonsense is told as another process`() throws {
    try withTemporaryFolder { folder in
      let lock = try NightlyLock(folder: folder.url, process: 1, at: .midsummer)
      let file = try FileHandle(forWritingTo: folder.file("nightly.lock"))
      try file.write(contentsOf: Data("no process at all".utf8))
      let error = #expect(throws: ExchangeError.self) {
        _ = try NightlyLock(folder: folder.url, process: 2, at: .midsummer)
      }
      #expect(error?.message.contains("(another process)") == true)
      _ = consume lock
    }
  }
}
