import SyncCore
import SyncStore

/// A rule that settles many conflicts at once, by a person's decision.
enum BulkRule: String, CaseIterable {
  case national = "nationell"
  case owner = "agare"
  case latest = "senast"
  case shown = "visas"

  var phrase: String { "rule_bulk_\(self)" }

  /// The sibling that the rule takes; nil where it does not say which.
  func choice(_ open: OpenConflict, rights: Rights) -> Sibling? {
    let siblings = open.conflict.siblings
    switch self {
    case .national: return Self.only(siblings) { rights.party(of: $0.dot.author) == "national" }
    case .owner: return Self.only(siblings) { rights.isOwner($0.dot.author, of: open.key.scope) }
    case .latest: return siblings.max { ($0.time, $0.dot) < ($1.time, $1.dot) }
    case .shown: return siblings.first { $0.dot == open.conflict.provisional }
    }
  }

  private static func only(_ siblings: [Sibling], where isMeant: (Sibling) -> Bool) -> Sibling? {
    let meant = siblings.filter(isMeant)
    return meant.count == 1 ? meant[0] : nil
  }

  /// The rules to choose from.
  static func context(_ chosen: String?, _ words: Words) -> [[String: Any]] {
    allCases.map { rule in
      [
        "value": rule.rawValue, "label": words[rule.phrase], "is_chosen": rule.rawValue == chosen,
      ]
    }
  }
}
