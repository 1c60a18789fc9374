package import SyncCore

/// One record for a sheet, as a person is to see it.
package struct SheetRecord: Hashable, Sendable {
  package let id: RecordID
  package let scope: Scope?
  /// Shown values by column; empty columns may be left out.
  package let values: [FieldName: Value]
  package let sets: [FieldName: Set<Text>]
  /// The dots behind what is shown.
  package let basis: Basis?

  package init(
    id: RecordID, scope: Scope?, values: [FieldName: Value], sets: [FieldName: Set<Text>] = [:],
    basis: Basis? = nil
  ) {
    self.id = id
    self.scope = scope
    self.values = values
    self.sets = sets
    self.basis = basis
  }
}

/// A record type as a table of texts: `id`, `scope`, one column per column, and `basis` last.
package enum Sheet {
  /// The columns that are no columns of the type.
  package static let idColumn = "id"
  package static let scopeColumn = "scope"
  package static let basisColumn = "basis"

  /// The sheet of some records, in the order of their ids and scopes.
  ///
  /// `scope` and `basis` stand in it where a record has one.
  package static func export(type: RecordType, records: [SheetRecord]) -> CSVDocument {
    let hasScope = records.contains { $0.scope != nil }
    let hasBasis = records.contains { $0.basis != nil }
    let header =
      [idColumn] + (hasScope ? [scopeColumn] : []) + type.columns.map(\.name.string)
      + (hasBasis ? [basisColumn] : [])
    let sorted = records.sorted {
      ($0.id, $0.scope?.string ?? "") < ($1.id, $1.scope?.string ?? "")
    }
    let cells = sorted.map { record in
      [record.id.string] + (hasScope ? [record.scope?.string ?? ""] : [])
        + type.fields.flatMap { texts(of: $0, in: record) }
        + (hasBasis ? [record.basis?.text(for: RecordName(type.name, record.id)) ?? ""] : [])
    }
    return CSVDocument(header: header, cells: cells)
  }

  private static func texts(of field: Field, in record: SheetRecord) -> [String] {
    field.columns.map { column in
      if field.isSet { return SetText.text(of: record.sets[column.name] ?? []) }
      return record.values[column.name].map { FieldText.text(of: $0, kind: column.kind) } ?? ""
    }
  }
}
