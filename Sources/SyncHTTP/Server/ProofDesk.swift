import SyncCore
import SyncExchange
import SyncStore

/// Works out proofs one at a time, and lets requests for the same scopes share one that began
/// after all of them had come.
actor ProofDesk {
  private let host: ReplicaHost
  /// Proofs that have not begun yet.
  private var waiting: [Set<Scope>: Task<StateProof, any Error>] = [:]
  /// The proof that is under way or last in line.
  private var last: Task<StateProof, any Error>?

  init(host: ReplicaHost) {
    self.host = host
  }

  /// The proof of the scopes that a view shows, of a moment after the call. Cost: every record.
  func proof(of view: SharedView) async throws -> StateProof {
    let scopes = try await host.read {
      Set(try view.replica.logs().map(\.name.scope).filter(view.mayShare))
    }
    if let shared = waiting[scopes] { return try await shared.value }
    let before = last
    let task = Task {
      _ = await before?.result
      waiting[scopes] = nil
      return try await host.read { try view.replica.stateProof(where: scopes.contains) }
    }
    waiting[scopes] = task
    last = task
    return try await task.value
  }
}
