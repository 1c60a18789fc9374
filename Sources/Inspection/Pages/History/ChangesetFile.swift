import SyncHTTP

/// A changeset as it was signed.
enum ChangesetFile: Page {
  static let path = "/andring.json"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    throw Failure.pageMissing
  }
}
