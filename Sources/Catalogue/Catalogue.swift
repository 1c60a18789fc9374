package import SyncCore

/// The domain of syncd: which record types there are, and what may stand in them.
///
/// Tables, forms, CSV columns, validation and help texts follow from `schema`. Adding a field or a
/// type touches one file under `Types` and writes no rows.
package enum Catalogue {
  /// Every record type that this version knows.
  package static let schema = Schema(
    version: 1,
    types: [
      region, programmeArea, condition, body,
      pathway, decision,
      implementation, planItem, regionalAddition,
      document,
    ])
}
