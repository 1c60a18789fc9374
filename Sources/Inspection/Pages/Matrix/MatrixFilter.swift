import SyncCore

/// Which part of the matrix is asked for.
struct MatrixFilter {
  /// The id of a programme area.
  let area: String?
  /// County codes; empty for all.
  let regions: Set<String>
  /// A code of the status, or `noStatus`.
  let status: String?
  /// Whether only entries that the national side overtook are asked for.
  let isOnlyChanged: Bool

  /// Asks for the places where a region says nothing.
  static let noStatus = "saknas"

  init(_ query: FormFields) {
    area = query.filled("omrade")
    regions = Set(query.all("region"))
    status = query.filled("status")
    isOnlyChanged = query["andrat"] == "1"
  }

  /// Whether it chooses among entries, not only rows and columns.
  var choosesEntries: Bool { status != nil || isOnlyChanged }

  /// Whether a place with these entries, maybe none, is let through.
  func admits(_ entries: [Matrix.Mark]) -> Bool {
    guard choosesEntries else { return true }
    if status == Self.noStatus, !isOnlyChanged { return entries.allSatisfy(\.status.isEmpty) }
    return entries.contains { entry in
      (status == nil || entry.status == status || (status == Self.noStatus && entry.status.isEmpty))
        && (!isOnlyChanged || entry.isOvertaken)
    }
  }
}
