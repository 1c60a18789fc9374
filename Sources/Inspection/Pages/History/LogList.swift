import Foundation
import SyncCore
import SyncHTTP
import SyncStore

/// Every log that is here: whose it is, how long, and when it last grew.
struct LogList {
  let visit: Visit
  /// How many logs stand on a page.
  static let pageSize = 100

  init(_ visit: Visit) {
    self.visit = visit
  }

  func answer() throws -> PageAnswer {
    let logs = try visit.replica.logs()
    let cut = Set(try visit.replica.cutLogs().map(\.name))
    let latest = Dictionary(
      try visit.replica.latestChangesets().map { (LogName($0.scope, $0.dot.author), $0) }
    ) { first, _ in first }
    let pager = Pager(visit.query["sida"], total: logs.count, size: Self.pageSize)
    var context: [String: Any] = [
      "logs": logs.dropFirst(pager.offset).prefix(pager.size).map { log in
        row(log, latest: latest[log.name], isCut: cut.contains(log.name))
      },
      "caption": visit.words.count(logs.count, "history_logs"), "is_empty": logs.isEmpty,
      "command": "syncd verify --replica '\(visit.replica.folder.url.path)'",
    ]
    context["pager"] = pager.context(visit.link, visit.words)
    return visit.page("logs", title: visit.words["history_title"], context)
  }

  private func row(_ log: LogStatus, latest: LatestChangeset?, isCut: Bool) -> [String: Any] {
    var row: [String: Any] = [
      "scope": visit.labels.scope(log.name.scope), "author": log.name.author.string,
      "organisation": visit.labels.organisation(of: log.name.author),
      "count": "\(log.head.sequence)", "href": PageLink.history(log.name).description,
      "hash": String(log.head.hash.description.prefix(19)),
      "is_held": log.head.sequence > log.merged, "is_cut": isCut,
    ]
    if let latest {
      row["claimed"] = LocalTime.context(latest.claimed)
      row["received"] = LocalTime.context(latest.received)
      row["is_late"] = latest.claimed > latest.received
    }
    return row
  }
}
