import Foundation
import SyncCore
import TestSupport
import Testing

/// The tools that the other tests lean on.
@Suite struct SupportTests {
  @Test func `a seed gives the same numbers every time`() {
    var first = SeededRandom(seed: 7), second = SeededRandom(seed: 7)
    #expect((0..<10).map { _ in first.next() } == (0..<10).map { _ in second.next() })
  }

  /// The first number of seed 1234567, from the reference implementation of SplitMix64.
  @Test func `the numbers are those of SplitMix64`() {
    var random = SeededRandom(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
  }

  @Test func `the wanted seed is the only one tried`() {
    #expect(seeds(outOf: 100, wanted: "42") == [42])
  }

  @Test func `without a wanted seed all are tried, from 0`() {
    #expect(seeds(outOf: 3, wanted: nil) == [0, 1, 2])
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["SYNCD_SEED"] == nil))
  func `the first seed that fails is found`() {
    var tried: UInt64 = 0
    let failure = firstFailingSeed(outOf: 10) { _ in
      tried += 1
      return tried <= 4
    }
    #expect(failure == 4)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["SYNCD_SEED"] == nil))
  func `a seed whose body throws fails`() {
    #expect(firstFailingSeed(outOf: 10) { _ in throw CancellationError() } == 0)
  }

  @Test(arguments: [(0, 0), (1_000, 3_000), (-60_000, -180_000)] as [(Int64, Int64)])
  func `a clock moves by its step each time it is read`(step: Int64, moved: Int64) {
    var clock = TestClock(stepMilliseconds: step)
    for _ in 0..<3 { _ = clock.read() }
    #expect(clock.now.milliseconds - Timestamp.midsummer.milliseconds == moved)
  }

  @Test func `a clock shows the time before it moves`() {
    var clock = TestClock(stepMilliseconds: 1)
    #expect(clock.read() == .midsummer)
  }

  @Test func `a temporary folder is gone after its use`() throws {
    let path = try withTemporaryFolder { folder in
      try Data("x".utf8).write(to: folder.file("x"))
      return folder.path
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a temporary folder is gone when its user throws`() throws {
    var path = ""
    try? withTemporaryFolder { folder in
      path = folder.path
      throw CancellationError()
    }
    #expect(path != "" && !FileManager.default.fileExists(atPath: path))
  }
}
