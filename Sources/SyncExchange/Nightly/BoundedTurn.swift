import Dispatch

/// Work that is waited for no longer than a limit, wherever it may hang.
///
/// A folder on a network share can block its thread for ever, and no task can be torn out of that.
/// So the work has a thread of its own and, where it does not end soon after it was cancelled, is
/// left behind; the other peers have their turns.
struct BoundedTurn {
  /// How long work may take to end after it was cancelled.
  static let grace = Duration.seconds(30)

  let time: NightlyTime

  /// What the work came to, or nil if it had to be left behind. When the caller's task is cancelled
  /// the work is too, as at its limit.
  func run<Outcome: Sendable>(
    limit: Duration, _ work: @escaping @Sendable () async -> Outcome
  ) async -> Outcome? {
    let answer = FirstAnswer<Outcome?>()
    let time = time
    let working = Task(executorPreference: OwnThread()) { await answer.give(await work()) }
    let waiting = Task { try? await time.limit(limit) }
    let ending = Task {
      await waiting.value
      working.cancel()
      try? await time.limit(Self.grace)
      await answer.give(nil)
    }
    let outcome = await withTaskCancellationHandler {
      await answer.value()
    } onCancel: {
      waiting.cancel()
    }
    waiting.cancel()
    ending.cancel()
    await ending.value
    return outcome
  }
}

/// The answer of whichever task gives one first.
private actor FirstAnswer<Value: Sendable> {
  private var given: Value?
  private var asker: CheckedContinuation<Value, Never>?

  func give(_ value: Value) {
    guard given == nil else { return }
    given = value
    asker?.resume(returning: value)
    asker = nil
  }

  /// Waits for the answer; to be asked once.
  func value() async -> Value {
    if let given { return given }
    return await withCheckedContinuation { asker = $0 }
  }
}

/// A thread for one task, which may block it: Swift's own threads are few and must not be.
private final class OwnThread: TaskExecutor {
  private let queue = DispatchQueue(label: "syncd.nightly.turn")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedTaskExecutor()
    queue.async { job.runSynchronously(on: executor) }
  }
}
