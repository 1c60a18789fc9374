import SyncCore
import SyncStore

/// What the last pass over the catalogue found: broken references, duplicates, what was changed
/// since it was approved.
struct DoubtfulRecords {
  let visit: Visit

  init(_ visit: Visit) {
    self.visit = visit
  }

  func context() throws -> [String: Any] {
    guard let pass = visit.lookout.findings else { return ["checks": ["is_pending": true]] }
    let groups = try pass.groups.sorted { Self.order($0.code, $1.code) }.map(told)
    return [
      "checks": [
        "is_pending": false, "groups": groups, "is_well": groups.isEmpty,
        "time": LocalTime.context(pass.time),
      ] as [String: Any]
    ]
  }

  private func told(_ group: FindingGroup) throws -> [String: Any] {
    var told: [String: Any] = [
      "title": visit.words.table["finding_\(group.code)"] ?? group.code,
      "help": visit.words.table["finding_\(group.code)_help"] ?? visit.words["finding_any_help"],
      "tone": group.isError ? "bad" : "warn", "count": "\(group.count)",
      "tallies": group.tallies.map { tally($0, of: group.code) },
      "records": try group.named.map { key in
        [
          "href": PageLink.record(key).description, "type": visit.labels.type(key.type),
          "title": visit.labels.title(of: try visit.replica.record(key), key: key).printable,
        ]
      },
    ]
    if group.rest > 0 { told["rest"] = visit.words.count(group.rest, "history_rest") }
    return told
  }

  /// How many there are of a type in a scope, with the list of them where there is one.
  private func tally(_ tally: FindingGroup.Tally, of code: String) -> [String: Any] {
    var told: [String: Any] = [
      "scope": visit.labels.scope(tally.scope), "type": visit.labels.type(tally.type),
      "count": "\(tally.count)",
    ]
    told["href"] = Self.kinds[code].map { kind in
      PageLink(
        ConflictsPage.path,
        [("region", tally.scope.owner), ("typ", tally.type.string), ("slag", kind)]
      ).description
    }
    return told
  }

  /// The findings that the list of conflicts shows, by the kind that it calls them.
  private static let kinds = ["dangling_reference": "referens", "same_title": "dubblett"]

  /// The findings that matter most, before all others.
  private static let first = [
    "changed_since_approval", "dangling_reference", "same_title", "several_scopes", "other_version",
  ]

  private static func order(_ left: String, _ right: String) -> Bool {
    func rank(_ code: String) -> Int { first.firstIndex(of: code) ?? first.count }
    return (rank(left), left) < (rank(right), right)
  }
}
