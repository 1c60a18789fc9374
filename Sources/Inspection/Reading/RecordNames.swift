import Catalogue
import SyncCore
import SyncStore

/// Finds records that are named, and what they are called; each is looked up once for a page.
final class RecordNames {
  private let labels: Labels
  private var known: [RecordName: ShownRecord?] = [:]
  private var scopes: [Scope: String] = [:]

  init(_ labels: Labels) {
    self.labels = labels
  }

  /// The record that a name means: the visible one, else a deleted one; nil while none is here.
  func record(_ name: RecordName) throws -> ShownRecord? {
    if let record = known[name] { return record }
    let replica = labels.replica
    let records = try replica.scopes(of: name).compactMap {
      try replica.record(RecordKey($0, name))
    }
    let record = records.first { $0.exists } ?? records.first
    known[name] = .some(record)
    return record
  }

  /// What a record is called. One that is called after another gets that one's title, with its
  /// owner: `KOL (1) – Region Kalmar län`.
  func title(of record: ShownRecord) throws -> String {
    let title = labels.title(of: record, key: record.key)
    guard let type = Catalogue.schema[record.key.type],
      let source = type.field(named: type.identity.source.string)?.columns.first,
      case .reference(let target) = source.kind, let id = RecordID(title)
    else { return title }
    let named = try self.record(RecordName(target, id))
    let name = named.map { labels.title(of: $0, key: $0.key) } ?? title
    return "\(name) – \(scope(record.key.scope))"
  }

  /// A scope as people say it.
  func scope(_ scope: Scope) -> String {
    if let text = scopes[scope] { return text }
    let text = labels.scope(scope)
    scopes[scope] = text
    return text
  }

  /// The title of a named record with its link; only the name while it is not here.
  func context(_ name: RecordName) throws -> [String: Any] {
    guard let record = try record(name) else {
      return ["text": name.id.string, "is_missing": true]
    }
    return [
      "text": try title(of: record), "href": PageLink.record(record.key).description,
      "is_deleted": !record.exists,
    ]
  }
}
