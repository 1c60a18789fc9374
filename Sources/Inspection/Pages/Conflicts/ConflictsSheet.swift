import SyncHTTP

/// The list of conflicts for Excel.
enum ConflictsSheet: Page {
  static let path = "/konflikter.csv"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    throw Failure.pageMissing
  }
}
