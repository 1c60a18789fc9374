import Logging
import NIOConcurrencyHelpers
import NIOPosix
import SyncCore
import SyncStore

/// Keeps the replica open for the server, opens it again when Peers changes, and does its work on
/// threads of its own: SQLite would block those that Swift's tasks share.
///
/// Reads run side by side; writes wait for each other on one thread, so that they never take the
/// threads that reads need.
final class ReplicaHost: Sendable {
  /// The replica under the Peers of one moment.
  struct Opened: Sendable {
    let replica: Replica
    /// The party that the replica's author writes for.
    let own: Party
    let gate: SignatureGate
  }

  private struct State {
    var opened: Opened
    var stamp: PeersStamp
    /// When the next look at Peers is due.
    var nextLook: ContinuousClock.Instant
    /// The look under way: whoever comes meanwhile waits for it, so that nobody is judged by Peers
    /// that are about to be replaced.
    var look: Task<Void, Never>?
    var waitingWrites = 0
    /// Why the Peers of now are not in force.
    var problem: StoreError?
  }

  /// How many reads run side by side.
  private static let readers = 8
  private let open: @Sendable () throws -> Replica
  private let peers: PeersFolder
  private let limits: ServerLimits
  /// How often the folder of Peers is looked at, at most.
  private let lookInterval: Duration
  private let logger: Logger
  private let readPool = NIOThreadPool(numberOfThreads: readers)
  private let writePool = NIOThreadPool(numberOfThreads: 1)
  private let state: NIOLockedValueBox<State>

  /// Opens the replica; blocks meanwhile.
  ///
  /// - Throws: what `open` throws, or `key_not_registered`.
  init(
    peers: PeersFolder, limits: ServerLimits, logger: Logger,
    lookInterval: Duration = .seconds(1),
    open: @escaping @Sendable () throws -> Replica
  ) throws {
    self.open = open
    self.peers = peers
    self.limits = limits
    self.lookInterval = lookInterval
    self.logger = logger
    let stamp = PeersStamp(peers)
    state = NIOLockedValueBox(
      State(opened: try Opened(try open()), stamp: stamp, nextLook: .now))
  }

  /// Starts and stops the threads around the server's life.
  func withThreads<Result>(_ body: () async throws -> Result) async throws -> Result {
    readPool.start()
    writePool.start()
    let result: Result
    do {
      result = try await body()
    } catch {
      try? await stopThreads()
      throw error
    }
    try await stopThreads()
    return result
  }

  private func stopThreads() async throws {
    try await readPool.shutdownGracefully()
    try await writePool.shutdownGracefully()
  }

  /// The replica as last opened.
  var current: Opened { state.withLockedValue { $0.opened } }

  /// Why the Peers of now are not in force, if they are not.
  var problem: StoreError? { state.withLockedValue { $0.problem } }

  /// The replica under the Peers of now; looks for changes once in an interval.
  func upToDate() async -> Opened {
    let look: Task<Void, Never>? = state.withLockedValue { state in
      if state.look == nil, .now >= state.nextLook {
        state.nextLook = .now + lookInterval
        state.look = Task { await self.look() }
      }
      return state.look
    }
    await look?.value
    return current
  }

  private func look() async {
    let stamp = try? await readPool.runIfActive { [peers] in PeersStamp(peers) }
    if let stamp, stamp != state.withLockedValue({ $0.stamp }) { await reopen() }
    state.withLockedValue { $0.look = nil }
  }

  /// Opens the replica again under the Peers of now. If that fails the old ones stay in force,
  /// and `problem` says why.
  func reopen() async {
    do {
      try await writePool.runIfActive { [self] in
        let stamp = PeersStamp(peers)
        do {
          let opened = try Opened(try open())
          state.withLockedValue { state in
            state.opened = opened
            state.stamp = stamp
            state.problem = nil
          }
          logger.notice("Peers were read again.")
        } catch {
          keepOld(stamp: stamp, because: error)
        }
      }
    } catch {
      logger.debug("Peers were not read again: the server stops.")
    }
  }

  private func keepOld(stamp: PeersStamp, because error: any Error) {
    let problem =
      error as? StoreError
      ?? StoreError(.badPeers, "\(error)", hint: "Mend the folder of parties.", cause: error)
    state.withLockedValue { state in
      state.stamp = stamp
      state.problem = problem
    }
    logger.error(
      "Peers changed but cannot be used. The old ones stay in force.",
      metadata: ["error.code": "\(problem.code.rawValue)", "error.message": "\(problem)"])
  }

  /// Does work that only reads.
  func read<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await readPool.runIfActive(body)
  }

  /// Does work that writes, behind the writes that already wait, under the Peers of that moment.
  ///
  /// - Throws: `busy` where too many wait, or what `body` throws.
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (Opened) throws -> Result
  ) async throws -> Result {
    let mayWait = state.withLockedValue { state in
      guard state.waitingWrites < limits.waitingWrites else { return false }
      state.waitingWrites += 1
      return true
    }
    guard mayWait else { throw Problem.busy }
    defer { state.withLockedValue { $0.waitingWrites -= 1 } }
    return try await writePool.runIfActive { [self] in try body(current) }
  }
}

extension ReplicaHost.Opened {
  /// - Throws: `key_not_registered` if Peers does not name the replica's author.
  init(_ replica: Replica) throws {
    guard let name = replica.rights.party(of: replica.author),
      let own = replica.rights.party(named: name)
    else {
      throw StoreError(
        .keyNotRegistered,
        "Peers does not name \(replica.author), as whom this replica writes. Nothing is served.",
        hint: "Put it there with `syncd init --print-party`, or name the right folder by --peers.")
    }
    self.init(
      replica: replica, own: own,
      gate: SignatureGate(rights: replica.rights, receiver: name))
  }
}
