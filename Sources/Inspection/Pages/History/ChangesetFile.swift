import SyncCore
import SyncHTTP
import SyncStore

/// A changeset as it was signed: the exact bytes of its line.
enum ChangesetFile: Page {
  static let path = "/andring.json"

  static func answer(_ visit: Visit) throws -> PageAnswer {
    let log = try visit.query.changesetLog()
    guard let line = try visit.replica.changesetLine(of: log.name, at: log.dot.sequence) else {
      throw Failure.pageMissing
    }
    return .file(line, type: "application/json", name: name(of: log.dot))
  }

  /// `14-vgr-17.json`.
  static func name(of dot: Dot) -> String {
    let author = dot.author.string.replacing("~", with: "-").replacing("_", with: "-")
    return "\(author)-\(dot.sequence).json"
  }
}
