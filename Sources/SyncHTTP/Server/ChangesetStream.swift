import SyncWire
import Synchronization

/// The changesets of one request as bytes to send: packed where that is wanted.
///
/// It is asked for a piece at a time, by one task, on whatever thread; the lock is there because
/// zlib's stream and the place in the logs move between threads with it.
final class ChangesetStream: Sendable {
  private struct State {
    var source: ChangesetSource
    var deflater: Deflater?
    var isDone = false
    var hasLines = false
    /// What ended the source; thrown once what came before it is sent.
    var failure: (any Error)?
  }

  private let state: Mutex<State>

  init(_ source: sending ChangesetSource, packs: Bool) throws {
    state = Mutex(State(source: source, deflater: packs ? try Deflater(level: 1) : nil))
  }

  /// The next bytes; nil at the end. Blocks while the replica is read.
  func next() throws -> [UInt8]? {
    try state.withLock { state in
      while !state.isDone {
        if let failure = state.failure { throw failure }
        var lines: [UInt8]?
        do {
          lines = try state.source.next()
        } catch  where state.deflater != nil && state.hasLines {
          // What zlib holds back is sent first: it is of other logs.
          state.failure = error
        }
        state.hasLines = state.hasLines || lines != nil
        state.isDone = lines == nil && state.failure == nil
        guard let deflater = state.deflater else { return lines }
        var packed: [UInt8] = []
        if let lines {
          try deflater.deflate(lines) { packed += $0 }
        } else {
          try deflater.finish { packed += $0 }
        }
        if !packed.isEmpty { return packed }
      }
      return nil
    }
  }
}
