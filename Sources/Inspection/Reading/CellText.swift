import Catalogue
package import SyncCore

/// What people read for the value of a whole cell.
package enum CellText {
  /// A unit as its columns, a deletion in words, a code with its label.
  package static func told(_ value: Value, cell: CellName, type: RecordType?) -> String {
    if cell == .exists { return existence(value) }
    guard value != .erased, let field = type?.field(named: cell.field) else { return value.shown }
    switch field.shape {
    case .plain(let kind): return value == .null ? "(empty)" : kind.told(value)
    case .set: return cell.member?.string.printable ?? value.shown
    case .unit(let columns):
      guard case .object(let members) = value else { return value.shown }
      let parts = columns.compactMap { column -> String? in
        guard let member = members[column.name.text], member != .null else { return nil }
        return "\(column.name)=\(column.kind.told(member))"
      }
      return parts.isEmpty ? "(empty)" : parts.joined(separator: " ")
    }
  }

  private static func existence(_ value: Value) -> String {
    switch value {
    case .boolean(true): "kept: it was written"
    case .boolean(false), .array: "deleted"
    default: value.shown
    }
  }
}
