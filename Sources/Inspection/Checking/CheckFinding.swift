import Catalogue
package import SyncCore

/// Something doubtful that a person may want to mend.
package struct CheckFinding: Hashable {
  /// Whether the catalogue is wrong, or only worth a look.
  package enum Weight: String {
    case error, warning
  }

  package let weight: Weight
  /// The stable name of the finding.
  package let code: String
  /// Nil where it is not about one record.
  package let key: RecordKey?
  package let cell: CellName?
  package let message: String

  package init(
    _ weight: Weight, _ code: String, _ key: RecordKey?, _ message: String,
    in cell: CellName? = nil
  ) {
    self.weight = weight
    self.code = code
    self.key = key
    self.cell = cell
    self.message = message
  }
}
