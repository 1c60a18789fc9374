import SyncCore
import SyncStore
import Synchronization

/// What the catalogue's pages keep between requests: its numbers, and how far the index has come.
final class CatalogueShelf: Sendable {
  private struct State {
    var tally: CatalogueTally?
    var isIndexing = false
  }

  private let state = Mutex(State())

  /// How many records a request takes into the index before it answers.
  static let restLimit = 500

  /// Brings numbers and index up to date, however long it takes.
  func refresh(_ replica: Replica) {
    _ = try? tally(of: replica)
    let begins = state.withLock { state in
      defer { state.isIndexing = true }
      return !state.isIndexing
    }
    guard begins else { return }
    defer { state.withLock { $0.isIndexing = false } }
    let index = SearchIndex(of: replica)
    while !Task.isCancelled, let progress = try? index.refresh(), progress != .complete {}
  }

  /// The numbers of the catalogue as it is now; counted anew only where something changed.
  func tally(of replica: Replica) throws -> CatalogueTally {
    let heads = try replica.heads()
    if let tally = state.withLock({ $0.tally }), tally.heads == heads { return tally }
    let tally = try CatalogueTally(of: replica, at: heads)
    state.withLock { $0.tally = tally }
    return tally
  }

  /// Takes in what is missing if it is little. Never waits for somebody else who keeps the index.
  ///
  /// - Throws: `search_unavailable`, or what the index's file says.
  func progress(of replica: Replica) throws -> IndexProgress {
    guard !state.withLock({ $0.isIndexing }) else { return .partial(indexed: 0) }
    do {
      return try SearchIndex(of: replica).refresh(limit: Self.restLimit)
    } catch let error as StoreError where error.code == .busy {
      return .partial(indexed: 0)
    }
  }
}
