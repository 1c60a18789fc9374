package import SyncCore

/// One record of an import, ready to be judged and written.
package struct ImportRecord: Hashable, Sendable {
  package let type: RecordType
  package let id: RecordID
  /// Nil where the file does not say: then the record's own, or the type's home.
  package let scope: Scope?
  /// What is written, in the order of the cells; empty where all stands so already.
  package let assignments: [Edit.Assignment]
  /// Where the record begins in its file, from 1.
  package let line: Int

  package init(
    type: RecordType, id: RecordID, scope: Scope?, assignments: [Edit.Assignment], line: Int
  ) {
    self.type = type
    self.id = id
    self.scope = scope
    self.assignments = assignments
    self.line = line
  }

  /// What a row changes, given what the person was shown of the record (none for a new one).
  package init(
    _ row: ImportRow, id: RecordID, shown: [CellName: Value] = [:]
  ) throws(ImportError) {
    self.init(
      type: row.type, id: id, scope: row.scope, assignments: try row.assignments(shown: shown),
      line: row.line)
  }

  package var name: RecordName { RecordName(type.name, id) }

  /// What is wrong with writing it: the rules of every edit.
  package func problems(schema: Schema = Catalogue.schema) -> [ContentProblem] {
    ContentRules.problems(
      of: name, assigning: assignments.map { ($0.cell, $0.value) }, schema: schema)
  }
}
