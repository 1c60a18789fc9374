import Catalogue
import Inspection
import SyncCore
import SyncStore
import SyncWire

/// One record as people and programs are shown it.
struct ShownAnswer: Answer {
  let record: ShownRecord
  /// The decisions that approve this record, with whether its content is still what they approved.
  var approvals: [ApprovalState] = []

  private var type: RecordType? { Catalogue.schema[record.key.type] }

  var json: Value {
    let key = record.key
    return .document([
      ("type", .text(key.type.text)), ("id", .text(key.id.text)),
      ("scope", .text(key.scope.text)), ("exists", .boolean(record.exists)),
      ("fields", .document(record.fields(of: type))),
      ("conflicts", .strings(record.conflicts.map(\.cell.description))),
      ("other_cells", .document(record.otherCells(of: type))),
      ("digest", .string(digest.description)), ("approvals", .array(approvals.map(\.json))),
      ("changed_since_approval", .boolean(isChangedSinceApproval)),
    ])
  }

  private var digest: ContentHash { record.state.digest(of: record.key.name) }

  private var isChangedSinceApproval: Bool {
    !approvals.isEmpty && approvals.allSatisfy { !$0.isCurrent }
  }

  func text(_ style: Style) -> String {
    let label = type.map { " · \($0.label)" } ?? ""
    var lines = [style.bold(record.key.name.description) + label + " · " + record.key.scope.string]
    if !record.exists { lines.append(style.alarm("Deleted. Bring it back with: syncd restore")) }
    lines.append(table(style))
    for conflict in record.conflicts {
      lines.append(
        style.alarm("Conflict in \(conflict.cell)")
          + ": syncd conflicts show \(record.key.name) \(conflict.cell)")
    }
    for approval in approvals { lines.append(approval.text(style)) }
    if isChangedSinceApproval { lines.append(style.alarm("Changed since approval.")) }
    lines.append(style.dim("digest \(digest)"))
    return lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func table(_ style: Style) -> String {
    let unsettled = Set(record.conflicts.map(\.cell.field))
    var table = TextTable(indent: "  ")
    for field in type?.fields ?? [] {
      for column in field.columns {
        let text = record.text(of: column, in: field)
        guard !text.isEmpty else { continue }
        let mark = unsettled.contains(field.name.string) ? style.alarm(" !") : ""
        table.add(column.label, column.name.string, text + mark)
      }
    }
    for (cell, value) in record.otherCells(of: type) {
      let declared = value == .erased ? type?.field(named: cell.string)?.label : nil
      table.add(declared ?? "(undeclared)", cell.string, value.shown)
    }
    return table.text
  }
}

extension ApprovalState {
  var json: Value {
    .document([
      ("decision", .text(decision.text)), ("digest", .string(digest.description)),
      ("current", .boolean(isCurrent)),
    ])
  }

  func text(_ style: Style) -> String {
    isCurrent
      ? "Approved as it stands by decision/\(decision)."
      : "decision/\(decision) approved another content: \(digest)."
  }
}
