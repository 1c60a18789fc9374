package import SyncCore
package import SyncStore

extension Workspace {
  /// The key of a record that is here, deleted or not.
  ///
  /// - Throws: `unknown_type` for a type that is neither declared nor here, `record_missing`,
  ///   `ambiguous_scope`.
  package func key(of address: RecordAddress, in scope: Scope?) throws -> RecordKey {
    if address.type == nil, try replica.scopes(of: address.name).isEmpty {
      throw RecordAddress.unknownType(address.name.type.string)
    }
    return try Placement(source: replica, workspace: self).existing(address.name, in: scope)
  }

  /// A record as it is shown.
  package func record(_ address: RecordAddress, in scope: Scope?) throws -> ShownRecord {
    let key = try key(of: address, in: scope)
    guard let record = try replica.record(key) else {
      throw StoreError(
        .recordMissing, "There is no \(key) here.",
        hint: "List what there is with: syncd list \(key.type).")
    }
    return record
  }
}
