package import SyncCore
import SyncStore

/// Decides which scope a person means who names TYPE/ID.
package struct Placement {
  package let source: any RecordSource
  package let workspace: Workspace

  package init(source: any RecordSource, workspace: Workspace) {
    self.source = source
    self.workspace = workspace
  }

  /// The record that is there: the one in `wanted`, the only visible one, else the only one.
  ///
  /// - Throws: `record_missing`, or `ambiguous_scope` listing the scopes.
  package func existing(_ name: RecordName, in wanted: Scope?) throws -> RecordKey {
    if let key = try find(name, in: wanted) { return key }
    let place = wanted.map { " in \($0)" } ?? ""
    throw StoreError(
      .recordMissing, "There is no \(name)\(place) here. Nothing was changed.",
      hint: "List what there is with: syncd list \(name.type).")
  }

  /// Where a write to a record goes: to the record that is there, else to its type's home scope.
  ///
  /// - Throws: what `existing` throws, and where the place is not fit: `no_scope`, `no_right`,
  ///   `wrong_place`.
  package func writable(_ name: RecordName, _ type: RecordType, in wanted: Scope?) throws
    -> RecordKey
  {
    let key = try target(name, type, in: wanted)
    try require(key, type)
    return key
  }

  /// The record that is there, or where a new one would stand.
  package func target(_ name: RecordName, _ type: RecordType, in wanted: Scope?) throws -> RecordKey
  {
    try find(name, in: wanted) ?? RecordKey(newScope(of: type, wanted: wanted), name)
  }

  /// - Throws: `no_right` or `wrong_place` if this author cannot write such a record there.
  package func require(_ key: RecordKey, _ type: RecordType) throws {
    try requireRight(to: key.scope)
    try requireFit(of: key, type)
  }

  private func find(_ name: RecordName, in wanted: Scope?) throws -> RecordKey? {
    let scopes = try source.scopes(of: name)
    if let wanted {
      return scopes.contains(wanted) ? RecordKey(wanted, name) : nil
    }
    let keys = scopes.map { RecordKey($0, name) }
    let visible = try keys.filter { try source.state(of: $0).existence.isVisible }
    let candidates = visible.isEmpty ? keys : visible
    guard candidates.count > 1 else { return candidates.first }
    let list = candidates.map(\.scope.string).joined(separator: ", ")
    throw StoreError(
      .ambiguousScope, "\(name) stands in several scopes: \(list). Nothing was changed.",
      hint: "Name one with --scope.")
  }

  /// The scope of a new record.
  package func newScope(of type: RecordType, wanted: Scope?) throws -> Scope {
    if let scope = wanted ?? type.home.scope(for: workspace.party) { return scope }
    throw Failure(
      "no_scope", "A new \(type.name) has no scope of its own here. Nothing was written.",
      hint: "Name one with --scope. \(rightsText)")
  }

  /// - Throws: `no_right` if Peers does not let this replica's author write there.
  package func requireRight(to scope: Scope) throws {
    guard let registration = workspace.rights.registration(of: workspace.author) else { return }
    guard registration.mayWrite(scope) else {
      throw Failure(
        "no_right", "\(workspace.author) may not write in \(scope). Nothing was written.",
        hint: rightsText)
    }
  }

  /// - Throws: `wrong_place` if the type does not belong there, or the id is not of its form.
  package func requireFit(of key: RecordKey, _ type: RecordType) throws {
    guard !type.admits(key.id, in: key.scope) else { return }
    let (finding, advice) = Self.misfit(of: key, type)
    throw Failure("wrong_place", finding + " Nothing was written.", hint: advice)
  }

  private static func misfit(of key: RecordKey, _ type: RecordType) -> (String, String) {
    guard type.home.contains(key.scope) else {
      return (
        "A \(type.name) cannot stand in \(key.scope).",
        "Its scopes are those of \(type.home.prefix); name one with --scope."
      )
    }
    guard type.identity.admits(key.id) else {
      return ("'\(key.id)' has not the form of an id of \(type.name).", type.identityText + ".")
    }
    let owner = key.scope.owner ?? ""
    return (
      "Ids of \(type.name) in \(key.scope) begin with \(owner)-; '\(key.id)' does not.",
      "Write \(type.name)/\(owner)-\(key.id)."
    )
  }

  private var rightsText: String {
    let scopes = workspace.rights.registration(of: workspace.author)?.writes ?? []
    return "\(workspace.author) may write in \(scopes.map(\.string).joined(separator: ", "))"
      + " and below."
  }
}

extension RecordType {
  /// How ids of this type are made, in words.
  package var identityText: String {
    switch identity {
    case .code(let field, let digits): "The id is \(field): \(digits) digits"
    case .slug(let field): "The id is made from \(field): kol-1"
    case .regional(let field): "The id is the county code and \(field): 14-kol-1"
    case .random(let field): "The id is made from \(field) and eight random characters"
    }
  }
}
