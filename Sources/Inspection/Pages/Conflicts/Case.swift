import SyncCore
import SyncStore

/// One line of the list: something that a person has to look at.
struct Case {
  let kind: CaseKind
  /// The record; nil for a refused change.
  let key: RecordKey?
  let cell: CellName?
  /// Since when this replica knows of it; nil where nobody noted that.
  let since: Timestamp?
  /// What it is, where no values tell it.
  var text: String?

  init(_ entry: ConflictEntry) {
    kind = CaseKind(entry.kind)
    key = entry.place.key
    cell = CellName(entry.place.cell)
    since = entry.noticed
  }

  init?(_ finding: CheckFinding) {
    guard let kind = CaseKind(finding) else { return nil }
    self.kind = kind
    key = finding.key
    cell = finding.cell
    since = nil
    text = finding.message
  }

  init(_ refused: Refused, _ words: Words) {
    kind = .refused
    key = nil
    cell = nil
    since = refused.received
    text = words(
      "case_refused", refused.author ?? "?", refused.scope ?? "?", refused.reason)
  }
}
