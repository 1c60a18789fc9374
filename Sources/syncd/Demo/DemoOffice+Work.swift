import Catalogue
import Foundation
import Inspection
import SyncCore
import SyncExchange
import SyncStore

extension DemoOffice {
  /// The person and the office, as the story names them.
  var who: String { "\(person) (\(name))" }

  func importBundled() throws -> [Written] {
    let records = try BundledCatalogue.records()
    return try replica.edit(occasion("Import av katalogen")) { view in
      try records.compactMap { record in
        guard let scope = record.scope else { return nil }
        let state = try view.state(of: RecordKey(scope, record.name))
        return try state.change(
          of: record.name, assigning: record.assignments, by: view.author
        ).map { (scope, $0) }
      }
    }
  }

  /// Writes cells of a record, in the scope where it is or belongs.
  func write(
    _ record: String, _ cells: [(String, Value?)], message: String, reason: String? = nil
  ) throws {
    let key = try key(record)
    try replica.edit(occasion(message)) { view in
      let assignments = try cells.map { name, value in
        guard let cell = CellName(Text(name)) else { throw DemoMistake.badScript(name) }
        return Edit.Assignment(cell, value)
      }
      let change = try view.state(of: key).change(
        of: key.name, assigning: assignments, by: view.author, reason: reason.map { Text($0) })
      return change.map { [(key.scope, $0)] } ?? []
    }
  }

  func delete(_ record: String, reason: String) throws {
    let key = try key(record)
    try replica.edit(occasion(nil)) { view in
      let state = try view.state(of: key)
      return [(key.scope, state.deletion(of: key.name, reason: Text(reason)))]
    }
  }

  /// The members of a set that are shown.
  func members(of field: String, in record: String) throws -> [String] {
    let shown = try replica.record(key(record))?.state.cells(of: field) ?? []
    return shown.compactMap(\.name.member?.string)
  }

  private func occasion(_ message: String?) -> Occasion {
    Occasion(person: person, message: message, time: now)
  }

  private func key(_ record: String) throws -> RecordKey {
    let parts = record.split(separator: "/")
    guard parts.count == 2, let type = TypeName(String(parts[0])),
      let id = RecordID(String(parts[1]))
    else { throw DemoMistake.badScript(record) }
    let name = RecordName(type, id)
    let scopes = try replica.scopes(of: name)
    let home = Scope("region/\(id.string.prefix(2))")
    guard let scope = scopes.first ?? home else { throw DemoMistake.badScript(record) }
    return RecordKey(scope, name)
  }
}

extension DemoStage {
  /// Where an office goes to exchange: the shared folder; over HTTP the server of its region, or
  /// the national source. Nil for the national source itself, which others come to.
  func destination(of office: DemoOffice) throws -> Destination? {
    let rights = national.replica.rights
    guard servers != nil else { return try Destination.parse(shared.path, rights: rights) }
    switch office.name {
    case national.name: return nil
    case oskarshamn.name, vastervik.name: return try Destination.parse("08", rights: rights)
    default: return try Destination.parse("national", rights: rights)
    }
  }
}

extension TypeName {
  /// A type that the demo names.
  static func declaredInDemo(_ name: String) throws -> TypeName {
    guard let type = TypeName(name) else { throw DemoMistake.badScript(name) }
    return type
  }
}
