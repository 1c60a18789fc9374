import Dispatch
import SyncCore
import Synchronization

/// A snapshot's file as it is read, unpacked, cut and hashed on another core, ahead of the tables.
///
/// Whoever makes one has to end it: no work is left running. Memory: a few batches.
final class SnapshotAhead: Sendable {
  private struct State {
    var batches: [SnapshotBatch] = []
    /// Set last: the hash of the lines, or why there is none.
    var outcome: Result<ContentHash, any Error>?
    var isEnded = false
  }

  private struct Ended: Error {}

  private let state = Mutex(State())
  /// Counts the batches that wait and, at last, the outcome.
  private let ready = DispatchSemaphore(value: 0)
  private let room = DispatchSemaphore(value: roomCount)
  private let work = DispatchGroup()

  /// How many batches wait at most.
  private static let roomCount = 4

  init(_ file: SnapshotFile) {
    DispatchQueue.global(qos: .userInitiated).async(group: work) { [self] in
      let outcome = Result { try file.read(emit: put) }
      state.withLock { $0.outcome = outcome }
      ready.signal()
    }
  }

  /// The next batch; nil at the end.
  ///
  /// - Throws: what reading the file does, once the batches before it were asked for.
  func next() throws -> SnapshotBatch? {
    ready.wait()
    let batch = state.withLock { $0.batches.isEmpty ? nil : $0.batches.removeFirst() }
    guard let batch else {
      // Whoever asks once more is told the same.
      ready.signal()
      _ = try hash()
      return nil
    }
    room.signal()
    return batch
  }

  /// The hash of all lines behind the first; to be asked for after the last batch.
  func hash() throws -> ContentHash {
    guard let outcome = state.withLock({ $0.outcome }) else { throw Ended() }
    return try outcome.get()
  }

  /// Stops the work and waits until nothing of it runs.
  func end() {
    state.withLock { $0.isEnded = true }
    room.signal()
    work.wait()
  }

  private func put(_ batch: SnapshotBatch) throws {
    room.wait()
    try state.withLock {
      guard !$0.isEnded else { throw Ended() }
      $0.batches.append(batch)
    }
    ready.signal()
  }
}
