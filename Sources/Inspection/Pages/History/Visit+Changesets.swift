import SyncCore
import SyncStore

extension Visit {
  /// Who wrote a changeset, when, why, and whether its proof holds: for the template `changeset_head`.
  func told(_ facts: ChangesetFacts) -> [String: Any] {
    var told: [String: Any] = [
      "author": facts.dot.author.string, "organisation": labels.organisation(of: facts.dot.author),
      "person": facts.person.map(\.printable) ?? words["nobody"],
      "scope": labels.scope(facts.log.scope), "dot": facts.dot.description,
      "hash": facts.hash.description, "claimed": LocalTime.context(facts.claimed),
      "received": LocalTime.context(facts.received), "is_late": facts.claimed > facts.received,
      "href": PageLink.changeset(facts.dot, in: facts.log.scope).description,
      "log": PageLink.history(facts.log).description,
      "proof": words[facts.isProven ? "history_proven" : "history_unproven"],
      "tone": facts.isProven ? "good" : "bad",
      "count": facts.hasBody
        ? words.count(facts.changes.count, "history_records") : words["history_no_body"],
    ]
    if let message = facts.message, !message.isEmpty { told["message"] = message.printable }
    told["standing"] = standing(of: facts)
    return told
  }

  /// How far a changeset counts, in words; nil where nothing is to be said.
  private func standing(of facts: ChangesetFacts) -> String? {
    switch facts.standing {
    case .merged: nil
    case .held: words["history_held"]
    case .cut: words["history_cut"]
    }
  }

  /// The first records that a changeset changed, each with a link.
  func touched(_ facts: ChangesetFacts, limit: Int) throws -> [[String: Any]] {
    try facts.changes.prefix(limit).map { touch in
      let key = RecordKey(facts.log.scope, touch.record)
      return [
        "type": labels.type(key.type), "href": PageLink.record(key).description,
        "title": labels.title(of: try replica.record(key), key: key).printable,
      ]
    }
  }
}

extension ChangesetFacts {
  /// Whether signature, author, right and the link to the changeset before hold.
  var isProven: Bool { refusal == nil && isChained }
}
