import SyncCore
import SyncHTTP
import SyncStore

/// One conflict, with all it takes to settle it, and to change one's mind.
///
/// A form says with `step` what it wants: `compose` puts parts of texts together, `preview` shows
/// what would be written, `confirm` writes it, `undo` takes it back, `sent` notes that the owner
/// was told.
enum ConflictPage: Page {
  static let path = "/konflikt"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    let key = try visit.query.recordKey()
    guard let cell = visit.query["cell"].flatMap({ CellName(Text($0)) }) else {
      throw Failure.pageMissing
    }
    let desk = ConflictDesk(visit: visit, key: key, cell: cell)
    guard visit.request.writes else { return try desk.show() }
    do {
      switch visit.form["step"] {
      case "compose": return try desk.compose()
      case "preview": return try desk.preview()
      case "confirm": return try desk.settle()
      case "undo": return try desk.undo()
      case "sent": return try desk.noteSent()
      default: throw Failure.pageMissing
      }
    } catch {
      return try desk.show(Failure(error))
    }
  }
}
