import SyncCore
import SyncStore

/// The records that name a record.
struct ReferenceList {
  let visit: Visit
  let name: RecordName
  let names: RecordNames

  static let pageSize = 25
  /// The name in the address of the last reference of the page before.
  private static let position = "efter"

  func context() throws -> [String: Any] {
    let progress = try visit.lookout.shelf.progress(of: visit.replica)
    let index = SearchIndex(of: visit.replica)
    let found = try index.references(
      to: name, after: Self.reference(visit.query[Self.position]), limit: Self.pageSize + 1)
    let shown = found.prefix(Self.pageSize)
    let counts = try index.referenceCounts(to: name).map { type, count in
      ["text": "\(visit.labels.type(type)): \(count)"]
    }
    var context: [String: Any] = [
      "rows": try shown.map(row), "is_empty": shown.isEmpty,
      "counts": counts.sorted { $0["text"] ?? "" < $1["text"] ?? "" },
      "is_indexing": progress != .complete,
    ]
    if found.count > Self.pageSize, let last = shown.last {
      context["next"] = visit.link.with(Self.position, Self.text(of: last)).description
    }
    if visit.query[Self.position] != nil {
      context["first"] = visit.link.with(Self.position, nil).description
    }
    return context
  }

  private func row(_ reference: RecordReference) throws -> [String: Any] {
    let key = reference.source
    let record = try visit.replica.record(key)
    return [
      "title": try record.map { try names.title(of: $0) } ?? key.id.string,
      "href": PageLink.record(key).description, "type": visit.labels.type(key.type),
      "scope": names.scope(key.scope), "field": visit.labels.column(reference.field, of: key.type),
    ]
  }

  private static func text(of reference: RecordReference) -> String {
    let key = reference.source
    return [key.type.string, key.id.string, key.scope.string, reference.field.string]
      .joined(separator: " ")
  }

  private static func reference(_ text: String?) -> RecordReference? {
    let parts = (text ?? "").split(separator: " ").map(String.init)
    guard parts.count == 4, let type = TypeName(parts[0]), let id = RecordID(parts[1]),
      let scope = Scope(parts[2]), let field = FieldName(parts[3])
    else { return nil }
    return RecordReference(source: RecordKey(scope, RecordName(type, id)), field: field)
  }
}
