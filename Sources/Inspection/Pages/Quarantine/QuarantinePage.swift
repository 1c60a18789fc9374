import SyncCore
import SyncHTTP
import SyncStore

/// What was refused, and the logs of which something waits or does not count.
enum QuarantinePage: Page {
  static let path = "/karantan"
  /// How many refusals stand on a page.
  static let pageSize = 50

  static func answer(_ visit: Visit) throws -> PageAnswer {
    let words = visit.words
    let refused = try visit.replica.quarantine()
    let reason = visit.query.filled("orsak")
    let chosen = refused.filter { reason == nil || $0.reason == reason }
    let pager = Pager(visit.query["sida"], total: chosen.count, size: pageSize)
    var context: [String: Any] = [
      "reasons": reasons(of: refused, chosen: reason, words),
      "refused": chosen.reversed().dropFirst(pager.offset).prefix(pageSize).map {
        row($0, visit)
      },
      "count": words.count(chosen.count, "quarantine_count"),
      "is_empty": refused.isEmpty, "is_filtered": reason != nil,
      "limit": words("quarantine_limit", "\(Replica.quarantineLimit)"),
    ]
    let groups = try groups(visit)
    context["groups"] = groups
    context["all_well"] = groups.isEmpty
    context["pager"] = pager.context(visit.link, words)
    return visit.page("quarantine", title: words["nav_quarantine"], context)
  }

  /// How many there are of each reason, most first.
  private static func reasons(
    of refused: [Refused], chosen: String?, _ words: Words
  ) -> [[String: Any]] {
    Dictionary(grouping: refused, by: \.reason).map { ($0.key, $0.value.count) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
      .map { code, count in
        [
          "text": words.refusal(code), "count": "\(count)", "is_chosen": code == chosen,
          "href": PageLink(path, [("orsak", code)]).description,
        ]
      }
  }

  private static func row(_ refused: Refused, _ visit: Visit) -> [String: Any] {
    var row: [String: Any] = [
      "when": LocalTime.context(refused.received), "code": refused.reason,
      "reason": visit.words.refusal(refused.reason),
      "next": visit.words.refusalAdvice(refused.reason), "message": refused.message.printable,
      "from": refused.receivedFrom.map { visit.labels.party($0).printable }
        ?? visit.words["quarantine_from_waiting"],
    ]
    row["sequence"] = refused.sequence.map(String.init)
    guard let scope = refused.scope.flatMap({ Scope($0) }),
      let author = refused.author.flatMap({ Author($0) })
    else { return row }
    return row.merging(place(of: LogName(scope, author), visit)) { own, _ in own }
  }

  /// The logs in which something waits, is held or is cut; kinds of which there is none left out.
  private static func groups(_ visit: Visit) throws -> [[String: Any]] {
    let groups: [(name: String, logs: [[String: Any]])] = [
      ("waiting", try visit.replica.waitingLogs().map { row($0, visit) }),
      ("held", try visit.replica.heldLogs().map { row($0, visit) }),
      ("cut", try visit.replica.cutLogs().map { row($0, visit) }),
    ]
    return groups.filter { !$0.logs.isEmpty }.map { name, logs in
      [
        "title": visit.words["quarantine_\(name)_title"],
        "help": visit.words["quarantine_\(name)_help"], "logs": logs,
      ]
    }
  }

  private static func row(_ log: WaitingLog, _ visit: Visit) -> [String: Any] {
    let words = visit.words
    return place(of: log.name, visit).merging([
      "why": words(
        "quarantine_waits", words.count(log.count, "quarantine_changesets"), "\(log.first)",
        "\(log.missing)")
    ]) { own, _ in own }
  }

  private static func row(_ log: HeldLog, _ visit: Visit) -> [String: Any] {
    let why =
      switch log.need {
      case .body: visit.words("quarantine_needs_body", "\(log.sequence)")
      case .format(let format):
        visit.words("quarantine_needs_format", "\(log.sequence)", "\(format)")
      }
    return place(of: log.name, visit).merging(["why": why]) { own, _ in own }
  }

  private static func row(_ log: CutLog, _ visit: Visit) -> [String: Any] {
    let words = visit.words
    let lost = words.count(Int(log.stored - log.counts), "quarantine_changesets")
    let cause = log.fork.map { words("quarantine_fork", "\($0)") } ?? words["quarantine_pin"]
    return place(of: log.name, visit).merging([
      "why": words("quarantine_cut_at", lost, "\(log.counts)", cause)
    ]) { own, _ in own }
  }

  /// What names a log on the page, and where its changesets are.
  private static func place(of log: LogName, _ visit: Visit) -> [String: Any] {
    [
      "author": log.author.string, "organisation": visit.labels.organisation(of: log.author),
      "scope": visit.labels.scope(log.scope), "history": PageLink.history(log).description,
    ]
  }
}

extension PageLink {
  /// The changesets of a log, the last first.
  static func history(_ log: LogName) -> PageLink {
    PageLink(
      HistoryPage.path, [("scope", log.scope.string), ("author", log.author.string)])
  }
}
