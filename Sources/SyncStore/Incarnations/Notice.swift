package import SyncCore

/// What a replica did by itself, for whoever sits in front of it.
package enum Notice: Sendable {
  /// It writes under a new name from now on.
  case incarnation(Incarnation)
  /// So many changesets of a forked log were issued again under a new name.
  case reissued(LogName, from: Int64, changesets: Int, as: Author)
  /// The edit is durable, and `guard.json` does not know of it yet.
  case guardBehind(StoreError)

  /// One or two sentences for people.
  package var text: String {
    switch self {
    case .incarnation(let incarnation):
      "From now on this replica writes as \(incarnation.author), because \(incarnation.reasons)."
        + " Nothing is lost by that; keys and rights stay as they are."
    case .reissued(let log, let fork, let count, let author):
      "The log \(log) was continued twice from \(fork) on. What this replica had written there"
        + " was issued again as \(author), in \(count == 1 ? "1 changeset" : "\(count) changesets")."
    case .guardBehind(let error):
      "The edit is written and durable, but \(error.message) \(error.hint)"
    }
  }
}
