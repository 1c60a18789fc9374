import SyncCore
import SyncStore

/// What waits for somebody: open conflicts, refusals and logs that need something.
struct OpenWork {
  let visit: Visit

  init(_ visit: Visit) {
    self.visit = visit
  }

  func context() throws -> [String: Any] {
    let counts = try visit.replica.conflictCounts().sorted {
      ($0.oldest, $0.scope, $0.type) < ($1.oldest, $1.scope, $1.type)
    }
    let mine = counts.filter(isMine)
    let others = counts.filter { !isMine($0) }
    let refused = try visit.replica.quarantine()
    let logs = [
      ("waiting", try visit.replica.waitingLogs().count),
      ("held", try visit.replica.heldLogs().count), ("cut", try visit.replica.cutLogs().count),
    ].filter { $0.1 > 0 }
    var context: [String: Any] = [
      "mine": group(mine, caption: "overview_mine"),
      "others": group(others, caption: "overview_others"),
      "has_mine": !mine.isEmpty, "has_others": !others.isEmpty,
      "logs": logs.map { visit.words.count($0.1, "overview_\($0.0)") },
      "has_stopped": !refused.isEmpty || !logs.isEmpty,
    ]
    if let oldest = refused.first {
      context["refused"] = [
        "text": visit.words.count(refused.count, "overview_refused"),
        "since": LocalTime.context(oldest.received),
      ]
    }
    return context
  }

  /// Whether this replica's author may settle what is open there.
  private func isMine(_ count: ConflictCount) -> Bool {
    visit.workspace.mayWrite(count.scope)
  }

  private func group(_ counts: [ConflictCount], caption: String) -> [String: Any] {
    let total = counts.reduce(0) { $0 + $1.count }
    return [
      "caption": visit.words.count(total, caption),
      "rows": counts.map { count in
        [
          "scope": visit.labels.scope(count.scope), "type": visit.labels.type(count.type),
          "kind": visit.words["overview_kind_\(Self.code(of: count.kind))"],
          "count": "\(count.count)",
          "href": Self.link(to: count.kind, of: count.type, in: count.scope).description,
          "since": LocalTime.context(count.oldest),
          "age": visit.words.count(
            LocalTime.days(from: count.oldest, to: visit.now), "overview_days"),
        ] as [String: Any]
      },
    ]
  }

  /// The list of these conflicts.
  static func link(to kind: Conflict.Kind, of type: TypeName, in scope: Scope) -> PageLink {
    PageLink(
      ConflictsPage.path,
      [
        ("region", scope.owner), ("omrade", scope.programmeArea), ("typ", type.string),
        ("slag", code(of: kind)),
      ])
  }

  /// The kind as the list of conflicts calls it.
  private static func code(of kind: Conflict.Kind) -> String {
    switch kind {
    case .values: "varden"
    case .existence: "borttaget"
    }
  }
}

extension Scope {
  /// The programme area whose scope this is: `lung` for `national/lung`.
  fileprivate var programmeArea: String? {
    let parts = parts
    guard parts.count == 2, parts[0] == "national" else { return nil }
    return ["register", "decisions", "unassigned"].contains(parts[1]) ? nil : String(parts[1])
  }
}
