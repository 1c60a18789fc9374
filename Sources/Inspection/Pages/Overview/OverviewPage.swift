import SyncCore
import SyncHTTP
import SyncStore

/// What needs me, how the peers stand, and what changed since I last looked.
enum OverviewPage: Page {
  static let path = "/"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    if visit.request.writes { return try Seen.mark(visit) }
    var context = try OpenWork(visit).context()
    context.merge(try DoubtfulRecords(visit).context()) { own, _ in own }
    context.merge(try PeerTable(visit).context()) { own, _ in own }
    context.merge(try Seen(visit).context()) { own, _ in own }
    return visit.page("overview", title: visit.words["nav_overview"], context)
  }
}
