import SyncHTTP

/// The matrix for Excel.
enum MatrixSheet: Page {
  static let path = "/inforande.csv"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    throw Failure.pageMissing
  }
}
