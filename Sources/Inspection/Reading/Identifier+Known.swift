import SyncCore

extension Identifier {
  /// A name that the catalogue declares; one with a wrong form stops the program at its first use.
  static func known(_ name: StaticString) -> Self {
    guard let identifier = Self("\(name)") else {
      preconditionFailure("Invariant: declared names have the grammar of DESIGN 6, not '\(name)'.")
    }
    return identifier
  }
}

extension TypeName {
  static let pathway: TypeName = .known("pathway")
  static let programmeArea: TypeName = .known("programme_area")
  static let condition: TypeName = .known("condition")
  static let region: TypeName = .known("region")
  static let implementation: TypeName = .known("implementation")
  static let decision: TypeName = .known("decision")
}
