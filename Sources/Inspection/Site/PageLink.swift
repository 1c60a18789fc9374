import Foundation
import SyncCore

/// The address of a page within the site, its values encoded.
struct PageLink: Hashable, CustomStringConvertible {
  let path: String
  private(set) var values: [(name: String, value: String)] = []

  init(_ path: String, _ values: [(name: String, value: String?)] = []) {
    self.path = path
    self.values = values.compactMap { pair in pair.value.map { (pair.name, $0) } }
  }

  /// The same page with one value set anew; nil takes it away.
  func with(_ name: String, _ value: String?) -> PageLink {
    PageLink(path, values.filter { $0.name != name } + [(name, value)])
  }

  var description: String {
    guard !values.isEmpty else { return path }
    return path + "?"
      + values.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
  }

  private static let plain = CharacterSet(
    charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:")

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }

  static func == (left: Self, right: Self) -> Bool { left.description == right.description }

  func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

extension PageLink {
  /// The page of a record.
  static func record(_ key: RecordKey) -> PageLink { PageLink(RecordPage.path, values(of: key)) }

  /// The page of one conflict.
  static func conflict(_ key: RecordKey, _ cell: CellName) -> PageLink {
    PageLink(ConflictPage.path, values(of: key) + [("cell", cell.text.string)])
  }

  /// The changesets of a record, newest first.
  static func history(_ key: RecordKey) -> PageLink { PageLink(HistoryPage.path, values(of: key)) }

  /// One changeset.
  static func changeset(_ dot: Dot, in scope: Scope) -> PageLink {
    PageLink(ChangesetPage.path, [("scope", scope.string), ("dot", dot.description)])
  }

  /// `scope`, `type` and `id`, by which pages name a record.
  static func values(of key: RecordKey) -> [(name: String, value: String?)] {
    [("scope", key.scope.string), ("type", key.type.string), ("id", key.id.string)]
  }
}

extension FormFields {
  /// The record that `scope`, `type` and `id` name.
  ///
  /// - Throws: `page_missing` where they name none.
  func recordKey() throws -> RecordKey {
    guard let scope = self["scope"].flatMap({ Scope($0) }),
      let type = self["type"].flatMap({ TypeName($0) }),
      let id = self["id"].flatMap({ RecordID($0) })
    else { throw Failure.pageMissing }
    return RecordKey(scope, RecordName(type, id))
  }
}

extension Failure {
  /// An address that leads nowhere.
  static let pageMissing = Failure(
    "page_missing", "There is no such page.", hint: "Go back to the overview.")
}
