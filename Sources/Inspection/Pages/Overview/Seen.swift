import SyncCore
import SyncHTTP
import SyncStore

/// What changed since a person last marked everything as seen. The browser remembers how far they
/// were, by a number that only this replica understands.
struct Seen {
  let visit: Visit
  /// The last arrival that was seen; nil where nothing was marked yet.
  let arrival: Int64?

  /// Cookies know no ports: each replica on this computer has one of its own.
  static func cookie(_ visit: Visit) -> String { "seen-\(visit.workspace.author)" }
  /// How many changesets are told.
  static let shownLimit = 20
  /// How many bytes of changesets are read for it: 1 MiB and one changeset.
  static let limitBytes = 1_048_576
  /// How far is counted.
  static let countLimit = 1_000
  /// How many records of each changeset are named.
  static let touchedLimit = 3

  init(_ visit: Visit) {
    self.visit = visit
    arrival = visit.request.cookie(Self.cookie(visit)).flatMap { Int64($0) }.flatMap {
      $0 < 0 ? nil : $0
    }
  }

  /// Remembers what a form says was on the page, and goes back to it.
  static func mark(_ visit: Visit) throws -> PageAnswer {
    guard let seen = visit.form["sett"].flatMap({ Int64($0) }), seen >= 0 else {
      throw Failure.pageMissing
    }
    var answer = PageAnswer.seeOther(PageLink(OverviewPage.path))
    answer.setCookie(cookie(visit), "\(seen)")
    return answer
  }

  func context() throws -> [String: Any] {
    var arrivals = try read(after: arrival ?? 0)
    var hasMark = arrival != nil
    // A number beyond the last one was given by a replica that is no more.
    if let arrival, arrival > arrivals.last {
      hasMark = false
      arrivals = try read(after: 0)
    }
    let words = visit.words
    let count =
      arrivals.count == Self.countLimit
      ? words("overview_new_more", "\(Self.countLimit)")
      : words.count(arrivals.count, "overview_new")
    return [
      "arrivals": try arrivals.newest.map { facts in
        var told = visit.told(facts)
        told["touched"] = try visit.touched(facts, limit: Self.touchedLimit)
        let rest = facts.changes.count - Self.touchedLimit
        if rest > 0 { told["rest"] = words.count(rest, "history_rest") }
        told["is_own"] = facts.dot.author.registered == visit.workspace.author.registered
        return told
      },
      "has_arrivals": !arrivals.newest.isEmpty, "has_mark": hasMark, "new_count": count,
      "is_more": arrivals.count > arrivals.newest.count, "last_arrival": "\(arrivals.last)",
    ]
  }

  private func read(after arrival: Int64) throws -> Arrivals {
    try visit.replica.arrivals(
      after: arrival, limit: Self.shownLimit, limitBytes: Self.limitBytes,
      countLimit: Self.countLimit)
  }
}
