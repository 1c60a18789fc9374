import SyncCore

/// What kind of thing needs a person, as the list of conflicts sorts it.
enum CaseKind: String, CaseIterable {
  /// Several values were written without knowing of each other.
  case values = "varden"
  /// Deleted by one, changed by another.
  case existence = "borttaget"
  /// Two records that look like one.
  case duplicate = "dubblett"
  /// A record names another that is not here.
  case reference = "referens"
  /// A change that was refused.
  case refused = "nekad"

  var phrase: String { "kind_\(self)" }

  /// The kind of a conflict that merging finds; nil for what a pass over the catalogue finds.
  var conflict: Conflict.Kind? {
    switch self {
    case .values: .values
    case .existence: .existence
    case .duplicate, .reference, .refused: nil
    }
  }

  init(_ kind: Conflict.Kind) {
    switch kind {
    case .values: self = .values
    case .existence: self = .existence
    }
  }

  /// The kind of a finding of `Check`; nil for one that does not stand in the list.
  init?(_ finding: CheckFinding) {
    switch finding.code {
    case "same_title", "several_scopes": self = .duplicate
    case "dangling_reference": self = .reference
    default: return nil
    }
  }
}
