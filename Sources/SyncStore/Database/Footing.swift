import SyncCore
import SyncWire

/// What the tables of a replica have to be in line with: a schema's columns, and what counts
/// under Peers. Both stand in the database as hashes, for every process that uses it.
struct Footing: Sendable {
  private let tables: String
  private let counting: String

  private static let tablesSetting = "schema_shape"
  private static let countingSetting = "rights"

  init(schema: Schema, rights: Rights) {
    tables = Self.hash(Self.shape(of: schema))
    counting = Self.hash("\(Limits.format) \(rights.fingerprint)")
  }

  /// Whether the tables have the schema's columns.
  func hasTables(in session: Session) throws -> Bool {
    try session.setting(Self.tablesSetting) == tables
  }

  /// - Throws: `newer_database` if the tables have other columns than this process opened them with.
  func requireTables(in session: Session) throws {
    guard try hasTables(in: session) else {
      throw StoreError(
        .newerDatabase,
        "Another version of syncd has upgraded the replica meanwhile. Nothing was changed.",
        hint: "Start this program again, in that version or a later one.")
    }
  }

  func noteTables(in session: Session) throws {
    try session.setSetting(Self.tablesSetting, tables)
  }

  /// What counted when records were ranked last: a hash of Peers and format.
  static func counted(in session: Session) throws -> String? {
    try session.setting(countingSetting)
  }

  /// Whether what is merged is what counts under these Peers and this format.
  func isCounted(in session: Session) throws -> Bool {
    try session.setting(Self.countingSetting) == counting
  }

  func noteCounted(in session: Session) throws {
    try session.setSetting(Self.countingSetting, counting)
  }

  private static func hash(_ text: String) -> String {
    ContentHash.sha256(Array(text.utf8)).hex
  }

  private static func shape(of schema: Schema) -> String {
    let types = schema.types.map { type in
      let fields = type.fields.map { field in
        let columns = field.columns.map { "\($0.name):\($0.kind.sqlType)" }
        let shown = columns.joined(separator: "+")
        return "\(field.name)=\(shown)\(field.isSet ? "*" : "")\(field.rule)"
      }
      return "\(type.name)(\(fields.joined(separator: ",")))\(type.home.prefix)"
    }
    return "\(schema.version) storage \(Migrations.storage) " + types.joined(separator: ";")
  }
}
