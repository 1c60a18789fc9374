import Catalogue
import SyncCore

/// What a person asks the catalogue for, as the address says.
struct CatalogueFilter {
  let text: String?
  let scope: Scope?
  /// What the columns of pathways have to hold.
  let columns: [FieldName: String]
  private let wanted: TypeName?

  /// The names in the address, with the columns of pathways that they filter by.
  static let columnNames: [(name: String, column: FieldName)] = [
    ("fas", .known("phase")), ("omrade", .known("programme_area")),
    ("tillstand", .known("condition")),
  ]

  init(_ query: FormFields) {
    text = query.filled("q")
    scope = query.filled("scope").flatMap { Scope($0) }
    wanted = query.filled("typ").flatMap { TypeName($0) }
    var columns: [FieldName: String] = [:]
    for (name, column) in Self.columnNames { columns[column] = query.filled(name) }
    self.columns = columns
  }

  /// The type that is asked for: pathways wherever their columns are.
  var type: TypeName? { columns.isEmpty ? wanted : .pathway }

  /// Whether neither words nor a type say what to list.
  var isOpen: Bool { text == nil && type == nil }

  var scopes: Set<Scope>? { scope.map { [$0] } }
}
