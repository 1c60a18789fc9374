import Dispatch
import SyncCore
import SyncWire
import Synchronization

/// What the checks that need no table said of a line.
enum CheckedLine {
  /// `packed` is the line as the log is to keep it.
  case verified(VerifiedChangeset, packed: [UInt8])
  case refused(Refusal, Header?)

  var header: Header? {
    switch self {
    case .verified(let verified, _): verified.header
    case .refused(_, let header): header
    }
  }

  init(_ line: [UInt8], under rights: Rights) {
    do {
      let changeset = try Changeset.decode(line)
      do {
        let verified = try changeset.verified(against: rights)
        self = .verified(verified, packed: PackedLine.pack(verified.line))
      } catch {
        self = .refused(error, changeset.header)
      }
    } catch {
      self = .refused(error, nil)
    }
  }
}

/// The checks of a batch of lines, made on another core ahead of the merge that asks for them.
///
/// Reading, hashing, verifying and packing need no table, and take about as long as the merge.
/// Whoever makes one has to end it: no work is left running. Memory: the batch, read.
final class LineChecks: Sendable {
  private struct State {
    var results: [CheckedLine?]
    var isEnded = false
  }

  private let lines: [[UInt8]]
  private let rights: Rights
  private let state: Mutex<State>
  /// Counts the lines that are checked and have not been asked for.
  private let ready = DispatchSemaphore(value: 0)
  private let work = DispatchGroup()
  private let isAhead: Bool

  /// Fewer lines than this are checked when they are asked for: a thread would not pay.
  private static let linesAhead = 4

  init(_ lines: [[UInt8]], under rights: Rights) {
    self.lines = lines
    self.rights = rights
    state = Mutex(State(results: Array(repeating: nil, count: lines.count)))
    isAhead = lines.count >= Self.linesAhead
    guard isAhead else { return }
    DispatchQueue.global(qos: .userInitiated).async(group: work) { self.run() }
  }

  /// What the checks said of a line. To be asked once for each, in their order.
  func result(at index: Int) -> CheckedLine {
    guard isAhead else { return CheckedLine(lines[index], under: rights) }
    ready.wait()
    let result = state.withLock { $0.results[index].take() }
    return result ?? CheckedLine(lines[index], under: rights)
  }

  /// Stops the work and waits until nothing of it runs.
  func end() {
    state.withLock { $0.isEnded = true }
    work.wait()
  }

  private func run() {
    for index in lines.indices {
      if state.withLock({ $0.isEnded }) { return }
      let result = CheckedLine(lines[index], under: rights)
      state.withLock { $0.results[index] = result }
      ready.signal()
    }
  }
}
