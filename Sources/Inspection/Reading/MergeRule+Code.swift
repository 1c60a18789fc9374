package import SyncCore

extension MergeRule {
  /// The rule as DESIGN 7 names it.
  package var code: String {
    switch self {
    case .latest: "latest"
    case .highest: "highest"
    case .ownerFirst: "owner_first"
    case .manual: "manual"
    }
  }
}
