import Foundation
import SyncCore

/// Which cases the list shows, as its address says.
struct CaseFilter: Hashable {
  var kind: CaseKind?
  /// The party that owns the scope.
  var region: String?
  /// The id of a programme area.
  var area: String?
  var type: TypeName?
  /// How many days it has to be known at least.
  var days: Int?

  /// A century: no replica has known anything for longer.
  private static let daysLimit = 36_525

  init(_ query: FormFields) {
    kind = query.filled("slag").flatMap { CaseKind(rawValue: $0) }
    region = query.filled("region")
    area = query.filled("omrade")
    type = query.filled("typ").flatMap { TypeName($0) }
    days = query.filled("alder").flatMap { Int($0) }.map { min(max($0, 0), Self.daysLimit) }
  }

  /// The address of a page under this filter.
  func link(_ path: String) -> PageLink {
    PageLink(
      path,
      [
        ("slag", kind?.rawValue), ("region", region), ("omrade", area), ("typ", type?.string),
        ("alder", days.map { "\($0)" }),
      ])
  }

  /// The last instant of notice that is old enough; nil for any.
  func noticedBefore(_ now: Timestamp) -> Timestamp? {
    days.map { Timestamp(milliseconds: now.milliseconds - Int64($0) * 86_400_000) }
  }
}
