import NIOCore
import NIOPosix

/// What a test waited for did not come.
struct WaitedInVain: Error {}

/// Looks again and again until something is so; a test that waits for what never comes fails.
private func look(_ isSo: () async throws -> Bool) async throws {
  let loop = MultiThreadedEventLoopGroup.singleton.next()
  for _ in 0..<1_500 {
    if try await isSo() { return }
    try await loop.scheduleTask(in: .milliseconds(20)) {}.futureResult.get()
  }
  throw WaitedInVain()
}

extension RunningServer {
  /// Asks again and again until the answer is as wanted.
  func waits(
    for asking: Asking, until isWanted: (Answered) throws -> Bool
  ) async throws {
    try await look { try isWanted(try await ask(asking)) }
  }
}

extension LogBook {
  /// Waits for a line in the log.
  func waits(for isWanted: (Line) -> Bool) async throws {
    try await look { lines.contains(where: isWanted) }
  }
}
