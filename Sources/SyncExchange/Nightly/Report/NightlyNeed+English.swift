import SyncCore
import SyncStore

extension NightlyNeed {
  /// What happened and what to do, as the command line and the JSON document say it.
  package var english: String {
    switch self {
    case .digestsDiffer(let peer, let scopes):
      "\(peer) holds the same changesets and shows another state in"
        + " \(scopes.map(\.string).joined(separator: ", ")). Run `syncd verify` on both"
        + " sides: it finds what is damaged, and what was erased by a changeset that counts no"
        + " more."
    case .lapsedErasures(let lapsed):
      "\(Self.counted(lapsed.count, "field was", "fields were")) erased by a changeset that counts"
        + " no more, such as \(Self.named(lapsed)): who had not heard of it still shows the value."
        + " `syncd verify` names each; erase it again where the owner of the scope may write."
    case .forks(let count):
      "\(Self.counted(count, "log is", "logs are")) forked: two changesets with the same number. See `syncd status`"
        + " and ask the author's party which copy of its replica is the true one."
    case .conflicts(let open, let new):
      "\(Self.counted(open, "conflict is", "conflicts are")) open, \(new) of them new. See"
        + " `syncd conflicts`."
    case .quarantine(let count):
      "\(Self.counted(count, "refused line is", "refused lines are")) in quarantine. See"
        + " `syncd quarantine`."
    case .peersDiffer(let peer):
      "Peers differs from that of \(peer), so states cannot be compared. Bring both up to date."
    case .formatsDiffer(let peer):
      "\(peer) merges another format. Bring syncd up to date on both sides."
    case .trouble(let peer, _, let message, let hint): "\(peer): \(message) \(hint)"
    case .upgrade(let logs):
      "\(Self.counted(logs, "log holds", "logs hold")) changesets of a newer format. Upgrade syncd; nothing is lost meanwhile."
    case .findings(let errors):
      "`syncd check` finds \(Self.counted(errors, "error", "errors")) in the"
        + " catalogue."
    case .stopped: "The run was stopped before its end. Run `syncd nightly` again."
    }
  }

  private static func named(_ lapsed: [LapsedErasure]) -> String {
    lapsed.first.map { "\($0.cell) of \($0.key)" } ?? "none"
  }

  private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }
}
