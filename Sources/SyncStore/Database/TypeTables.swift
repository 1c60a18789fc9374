import GRDB
import SyncCore

/// Keeps one table per record type in step with the schema.
enum TypeTables {
  private static let versionSetting = SettingName.schemaVersion

  /// Makes missing tables and columns, then gives records that had to wait for them their rows.
  ///
  /// Adding a type or a field writes no row that does not hold data of it.
  static func update(for schema: Schema, footing: Footing, in session: Session) throws {
    guard try !footing.hasTables(in: session) else { return }
    if let known = try session.setting(versionSetting).flatMap({ Int64($0) }),
      known > schema.version
    {
      throw StoreError(
        .newerDatabase,
        "The replica was written by a newer syncd (schema \(known), this one knows"
          + " \(schema.version)). Nothing was changed.",
        hint: "Use that version of syncd, or a later one.")
    }
    var grown: [RecordType] = []
    for type in schema.types where try make(type, in: session) { grown.append(type) }
    try session.withWords { words in
      for type in schema.types {
        for field in type.fields { try words.intern(field.name.string) }
      }
    }
    for type in grown { try Records(session).projectAgain(type) }
    try session.setSetting(versionSetting, String(schema.version))
    try footing.noteTables(in: session)
  }

  /// Makes the table or its missing columns; true if anything was missing.
  private static func make(_ type: RecordType, in session: Session) throws -> Bool {
    let table = TypePlan.quoted(type.name.string)
    let present = try session.statement("SELECT name FROM pragma_table_info(?)")
      .bind(.text(type.name.string)).rows { $0.text(0) }
    let columns = type.columns.map { (TypePlan.quoted($0.name.string), $0.kind.sqlType, $0) }
    if present.isEmpty {
      let declared = columns.map { ",\n  \($0.0) \($0.1)" }.joined()
      try Statement(
        "CREATE TABLE \(table) (\n  scope TEXT NOT NULL,\n  id TEXT NOT NULL\(declared),\n"
          + "  metadata BLOB NOT NULL,\n  PRIMARY KEY (id, scope)\n) STRICT",
        on: session.connection
      ).run()
      return true
    }
    let missing = columns.filter { !present.contains($0.2.name.string) }
    for (name, sqlType, _) in missing {
      try Statement("ALTER TABLE \(table) ADD COLUMN \(name) \(sqlType)", on: session.connection)
        .run()
    }
    return !missing.isEmpty
  }
}
