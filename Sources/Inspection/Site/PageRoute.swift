/// Which page answers at which path.
enum PageRoute {
  private static let pages: [any Page.Type] = [
    OverviewPage.self, ConflictsPage.self, ConflictPage.self, CataloguePage.self, RecordPage.self,
    MatrixPage.self, HistoryPage.self, ChangesetPage.self, QuarantinePage.self,
    ConflictsSheet.self, MatrixSheet.self, ChangesetFile.self,
  ]

  private static let byPath = Dictionary(uniqueKeysWithValues: pages.map { ($0.path, $0) })

  /// The page at a path, or nil.
  static func page(at path: String) -> (any Page.Type)? { byPath[path] }

  /// What stands in the navigation: paths with the phrases of `Words` that name them.
  static let navigation: [(path: String, phrase: String)] = [
    (OverviewPage.path, "nav_overview"), (ConflictsPage.path, "nav_conflicts"),
    (CataloguePage.path, "nav_catalogue"), (MatrixPage.path, "nav_matrix"),
    (HistoryPage.path, "nav_history"), (QuarantinePage.path, "nav_quarantine"),
  ]

  /// The page of the navigation under which a page stands that is not in it.
  static func parent(of path: String) -> String? {
    switch path {
    case ConflictPage.path: ConflictsPage.path
    case RecordPage.path: CataloguePage.path
    case ChangesetPage.path: HistoryPage.path
    default: nil
    }
  }
}
