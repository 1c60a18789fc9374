import Dispatch
import Foundation
import Logging
import StoreFixtures
import SyncCore
import SyncStore
import Synchronization
import TestSupport

@testable import SyncExchange

/// A night with peers that do as they are told, and a time that nobody waits for.
final class FakeNight: Sendable {
  /// What a peer does in one turn.
  enum Act: Sendable {
    case bring(Int)
    case fail(ExchangeError.Code)
    /// Does not answer; its time is over at once.
    case hang
    /// Does not answer until it is cancelled; its time is never over.
    case wait
    /// Blocks its thread and does not heed that it is cancelled.
    case block
  }

  /// What happened, for the test to look at.
  struct Course: Sendable {
    var turns: [String] = []
    var pauses: [Duration] = []
    var limits: [Duration] = []
    var elapsed = Duration.zero
    fileprivate var isHanging = false
    fileprivate var isBlocked = false
  }

  private let acts: [String: [Act]]
  private let proofs: [String: [StateProof]]
  /// How long each turn takes.
  private let turnLength: Duration
  private let state = Mutex(Course())
  private let gate = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - acts: by peer, what it does in each of its turns; then it brings nothing, or its trouble stays.
  ///   - proofs: by peer, what it shows each time it is asked; a peer without one shows nothing.
  init(
    _ acts: [String: [Act]], proofs: [String: [StateProof]] = [:],
    turnLength: Duration = .seconds(1)
  ) {
    self.acts = acts
    self.proofs = proofs
    self.turnLength = turnLength
  }

  /// Lets those that block go on, so that no thread is left when the test ends.
  func finish() {
    for _ in 0..<100 { gate.signal() }
  }

  var course: Course { state.withLock { $0 } }

  /// Runs the night over all peers that have a script, by name.
  func run(at trial: TrialReplica, budget: Duration = .seconds(3_600)) async throws
    -> [NightlyPeer]
  {
    await NightlyRun(exchange(at: trial), with: destinations, budget: budget, time: time).run()
  }

  var destinations: [Destination] {
    acts.keys.sorted().compactMap { name in
      Server("http://\(name).example").map {
        Destination(name: name, place: .server($0), parties: [])
      }
    }
  }

  func exchange(at trial: TrialReplica) -> Exchange {
    Exchange(
      replica: trial.replica, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      now: { .midsummer },
      connect: { _, destination, _ in FakePeer(name: destination.name, night: self) })
  }

  var time: NightlyTime {
    NightlyTime(
      elapsed: { self.course.elapsed },
      pause: { length in
        try Task.checkCancellation()
        self.state.withLock {
          $0.pauses.append(length)
          $0.elapsed += length
        }
      },
      limit: { try await self.wait($0) }, random: { 0 })
  }

  /// A limit is over as soon as someone hangs, the time after it as soon as someone is blocked.
  private func wait(_ length: Duration) async throws {
    if length != BoundedTurn.grace { state.withLock { $0.limits.append(length) } }
    while true {
      let isOver = state.withLock { course in
        guard length == BoundedTurn.grace else { return course.isHanging || course.isBlocked }
        defer { course.isBlocked = false }
        return course.isBlocked
      }
      if isOver { return }
      try await Task.sleep(for: .milliseconds(1))
    }
  }

  fileprivate func turn(of name: String) async throws -> Int {
    let act = state.withLock { course in
      let past = course.turns.count { $0 == name }
      course.turns.append(name)
      course.elapsed += turnLength
      let script = acts[name] ?? []
      if let act = script.dropFirst(past).first { return act }
      // What was brought is known the next time; trouble stays.
      if case .bring = script.last { return .bring(0) }
      return script.last ?? .bring(0)
    }
    switch act {
    case .bring(let count): return count
    case .fail(let code): throw ExchangeError(code, "It failed.", hint: "Wait.")
    case .hang:
      state.withLock { $0.isHanging = true }
      defer { state.withLock { $0.isHanging = false } }
      try await Task.sleep(for: .seconds(86_400))
    case .wait: try await Task.sleep(for: .seconds(86_400))
    case .block:
      state.withLock { $0.isBlocked = true }
      block()
    }
    return 0
  }

  private func block() {
    gate.wait()
  }

  fileprivate func proof(of name: String) -> StateProof? {
    state.withLock { course in
      let script = proofs[name] ?? []
      let past = course.turns.count { $0 == "proof " + name }
      course.turns.append("proof " + name)
      return script.dropFirst(past).first ?? script.last
    }
  }
}

/// A peer of a fake night.
private struct FakePeer: Carrier {
  let name: String
  let night: FakeNight
  let holdings: Holdings? = nil

  func receive(into report: inout ExchangeReport) async {
    do {
      report.received += try await night.turn(of: name)
    } catch {
      report.fail(error)
    }
  }

  func send(into report: inout ExchangeReport) {}

  func proof() -> StateProof? { night.proof(of: name) }
}
