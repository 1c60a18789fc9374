import Catalogue
import Foundation
import SyncCore
import SyncStore

/// What types, fields, values and parties are called on pages.
struct Labels {
  let words: Words
  /// Whose rights and register the names come from.
  let replica: Replica

  var rights: Rights { replica.rights }

  /// `Vårdförlopp`, or the bare name of a type that nobody here declared.
  func type(_ name: TypeName) -> String {
    guard words.language == .swedish, let type = Catalogue.schema[name] else {
      return Self.spoken(name.string)
    }
    return type.label
  }

  /// The field of a cell, with the member of a set: `ICD-10-SE: J44`.
  func cell(_ cell: CellName, of type: TypeName) -> String {
    if cell == .exists { return words["exists_label"] }
    let declared = Catalogue.schema[type]?.field(named: cell.field)
    let name = declared.map { field($0.name, $0.label) } ?? Self.spoken(cell.field)
    return cell.member.map { "\(name): \($0.string.printable)" } ?? name
  }

  /// A field or column: its Swedish label, or its name made readable.
  func field(_ name: FieldName, _ label: String) -> String {
    words.language == .swedish ? label : Self.spoken(name.string)
  }

  /// A value as people read it: a unit's columns in one line, a code by its label.
  func value(_ value: Value?, in cell: CellName, of type: TypeName) -> String {
    guard let value, value != .null else { return words["empty_value"] }
    if value == .erased { return words["erased_value"] }
    if cell == .exists {
      return words[value == .boolean(true) ? "exists_kept" : "exists_deleted"]
    }
    guard let field = Catalogue.schema[type]?.field(named: cell.field) else { return value.shown }
    switch field.shape {
    case .plain(let kind): return FieldText.label(of: value, kind: kind).printable
    case .set: return value == .boolean(true) ? words["member_in"] : value.shown
    case .unit(let columns):
      guard case .object(let members) = value else { return value.shown }
      let parts = columns.compactMap { column in
        members[column.name.text].flatMap { $0 == .null ? nil : $0 }.map {
          FieldText.label(of: $0, kind: column.kind).printable
        }
      }
      return parts.isEmpty ? words["empty_value"] : parts.joined(separator: " · ")
    }
  }

  /// A party by its name in Peers: `Region Kalmar län`.
  func party(_ name: String) -> String {
    rights.party(named: name)?.title ?? name
  }

  /// The party that an author writes for.
  func organisation(of author: Author) -> String {
    party(rights.party(of: author) ?? PartyName.of(author))
  }

  /// A scope as people say it: its owner, and the part of the catalogue.
  func scope(_ scope: Scope) -> String {
    guard let owner = scope.owner else { return scope.string }
    let rest = scope.parts.dropFirst(scope.parts.first == "region" ? 2 : 1).map(String.init)
    let name = party(owner)
    guard let first = rest.first else { return name }
    let part = owner == "national" ? area(first) : first
    return ([name, part] + rest.dropFirst()).joined(separator: " / ")
  }

  /// A programme area by its name in the register, or another part of the national catalogue.
  func area(_ id: String) -> String {
    if let name = words.table["scope_part_\(id)"] { return name }
    guard let type = TypeName("programme_area"), let id = RecordID(id),
      let scope = Scope("national/register"),
      let record = try? replica.record(RecordKey(scope, RecordName(type, id)))
    else { return id }
    return title(of: record, key: record.key)
  }

  /// What a record is called: its title, name or the like, else its id.
  func title(of record: ShownRecord?, key: RecordKey) -> String {
    guard let record, let type = Catalogue.schema[key.type],
      let field = type.field(named: Self.naming(type)), let column = field.columns.first
    else { return key.id.string }
    if case .reference(let target) = column.kind,
      case .text(let id) = record.value(of: column, in: field), let id = RecordID(id.string)
    {
      return title(of: RecordName(target, id))
    }
    let text = record.text(of: column, in: field)
    return text.isEmpty ? key.id.string : text
  }

  /// What a record is called in whatever scope it stands; its id where it is not here.
  private func title(of name: RecordName) -> String {
    guard let scope = try? replica.scopes(of: name).first,
      let record = try? replica.record(RecordKey(scope, name))
    else { return name.id.string }
    return title(of: record, key: record.key)
  }

  /// The field that a record is called by: what its id is made from, unless that is a mere code.
  private static func naming(_ type: RecordType) -> String {
    if case .code = type.identity { "name" } else { type.identity.source.string }
  }

  /// `programme_area` → `Programme area`.
  private static func spoken(_ name: String) -> String {
    let words = name.replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
