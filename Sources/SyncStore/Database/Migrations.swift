import GRDB
import SyncCore

/// The tables that every replica has, whatever its record types.
///
/// A migration that was released is never changed; a change is a new one. Tables of record types
/// are made from the schema by `TypeTables`.
enum Migrations {
  /// Part of the mark of the tables: raised with every migration after which an older process that
  /// is still running must stop.
  static let storage = 3

  /// `syncd` in ASCII, less its last letter: how `file` and we tell a replica from other databases.
  static let applicationID = 0x7379_6E63

  /// All of them, for the replica of an author.
  static func migrator(for author: Author) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 logs and records") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: logs + records + observations)
    }
    migrator.registerMigration("2 holdings") { try $0.execute(sql: holdings) }
    // From here on `changesets.line` may be a `PackedLine`. Lines that stand there already are
    // packed when they are written anew; a syncd that cannot unpack them must not open the file,
    // and one that has it open finds the mark of its tables gone and stops.
    migrator.registerMigration("3 packed lines") { database in
      try database.execute(sql: "DELETE FROM settings WHERE name = 'schema_shape'")
    }
    migrator.registerMigration("4 touches of neighbours") { database in
      try TouchesUpgrade.run(in: database)
    }
    migrator.registerMigration("5 referrals") { try $0.execute(sql: referrals) }
    // From here on an edit notes what it wrote; a process that would not has to stop.
    migrator.registerMigration("6 own logs") { database in
      try database.execute(sql: ownLogs)
      try OwnLogsUpgrade.run(in: database, author: author)
    }
    // From here on a log may begin in its middle: who takes its first changeset for a gap, or all
    // of its state for wrong, must stop.
    migrator.registerMigration("7 snapshot floors") { database in
      try database.execute(sql: floors)
      try database.execute(sql: "DELETE FROM settings WHERE name = 'schema_shape'")
    }
    // From here on `changesets.line` may lack values that were erased. A process of an older
    // version that has the file open finds the mark of its tables gone and stops.
    migrator.registerMigration("8 erasures") { database in
      try database.execute(sql: erasures)
      try database.execute(sql: "DELETE FROM settings WHERE name = 'schema_shape'")
    }
    return migrator
  }

  private static let logs = """
    -- One row per log: an author's changesets in a scope.
    CREATE TABLE logs (
      id INTEGER PRIMARY KEY,
      scope TEXT NOT NULL,
      author TEXT NOT NULL,
      stored INTEGER NOT NULL DEFAULT 0,  -- last sequence in `changesets`, without a gap
      stored_hash BLOB,
      head INTEGER NOT NULL DEFAULT 0,    -- last sequence that is part of the log
      head_hash BLOB,
      merged INTEGER NOT NULL DEFAULT 0,  -- last sequence merged into records
      fork INTEGER,                       -- lowest sequence at which a fork is proven
      UNIQUE (scope, author)
    ) STRICT;

    -- The history: each changeset's exact bytes.
    CREATE TABLE changesets (
      id INTEGER PRIMARY KEY,
      log INTEGER NOT NULL REFERENCES logs (id),
      sequence INTEGER NOT NULL,
      hash BLOB NOT NULL,                 -- SHA-256 of the header
      claimed INTEGER NOT NULL,           -- the author's clock, milliseconds since 1970
      received INTEGER NOT NULL,          -- this replica's clock at receipt
      line BLOB NOT NULL,                 -- the changeset's bytes, packed from migration 3 on
      UNIQUE (log, sequence)
    ) STRICT;

    -- Which changesets touch a record; `record` is a hash of its key.
    CREATE TABLE touches (
      record INTEGER NOT NULL,
      changeset INTEGER NOT NULL,
      PRIMARY KEY (record, changeset)
    ) STRICT, WITHOUT ROWID;

    -- Two signed headers with the same scope, author and sequence.
    CREATE TABLE forks (
      log INTEGER NOT NULL REFERENCES logs (id),
      sequence INTEGER NOT NULL,
      hash BLOB NOT NULL,
      line BLOB NOT NULL,
      PRIMARY KEY (log, sequence, hash)
    ) STRICT, WITHOUT ROWID;

    -- Verified changesets whose predecessor in the same log has not come.
    CREATE TABLE waiting (
      scope TEXT NOT NULL,
      author TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      hash BLOB NOT NULL,
      received INTEGER NOT NULL,
      line BLOB NOT NULL,
      PRIMARY KEY (scope, author, sequence, hash)
    ) STRICT, WITHOUT ROWID;

    -- Bounded evidence of what was refused.
    CREATE TABLE quarantine (
      id INTEGER PRIMARY KEY,
      evidence_hash BLOB NOT NULL UNIQUE,
      scope TEXT,
      author TEXT,
      sequence INTEGER,
      reason TEXT NOT NULL,
      message TEXT NOT NULL,
      received_from TEXT,
      received INTEGER NOT NULL,
      evidence BLOB NOT NULL
    ) STRICT;

    """

  private static let records = """
    -- Short numbers for the names that metadata blobs speak of: authors and declared fields.
    CREATE TABLE words (
      id INTEGER PRIMARY KEY,
      word TEXT NOT NULL UNIQUE
    ) STRICT;

    -- Records without a row in a table of their own: deleted, of an unknown type, or outside
    -- their type's scope.
    CREATE TABLE unprojected (
      scope TEXT NOT NULL,
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      metadata BLOB NOT NULL,
      PRIMARY KEY (scope, type, id)
    ) STRICT, WITHOUT ROWID;

    -- Every live value of the cells that have several. `value` is canonical JSON.
    CREATE TABLE siblings (
      scope TEXT NOT NULL,
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      cell TEXT NOT NULL,
      author TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      claimed INTEGER NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (scope, type, id, cell, author)
    ) STRICT, WITHOUT ROWID;

    -- The cells that a person has to settle.
    CREATE TABLE conflicts (
      scope TEXT NOT NULL,
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      cell TEXT NOT NULL,
      noticed INTEGER NOT NULL,           -- this replica's clock, milliseconds since 1970
      PRIMARY KEY (scope, type, id, cell)
    ) STRICT, WITHOUT ROWID;

    -- Dots that were replaced before they came.
    CREATE TABLE early (
      scope TEXT NOT NULL,
      author TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      cell TEXT NOT NULL,
      PRIMARY KEY (scope, author, sequence, type, id, cell)
    ) STRICT, WITHOUT ROWID;

    """

  private static let observations = """
    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- What was seen of each place we exchange with.
    CREATE TABLE exchanges (
      peer TEXT PRIMARY KEY,
      succeeded INTEGER,
      failed INTEGER,
      failure TEXT,
      received INTEGER NOT NULL DEFAULT 0,
      sent INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;

    -- Files of a shared folder that were read to their end, as they were then.
    CREATE TABLE files_read (
      folder TEXT NOT NULL,
      name TEXT NOT NULL,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL,          -- nanoseconds since 1970
      context TEXT NOT NULL,              -- what its fate depended on: rights, the log's end
      PRIMARY KEY (folder, name)
    ) STRICT, WITHOUT ROWID;

    """

  private static let holdings = """
    -- The last sequence of each log that a place was last seen to hold.
    CREATE TABLE holdings (
      peer TEXT NOT NULL,
      scope TEXT NOT NULL,
      author TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      PRIMARY KEY (peer, scope, author)
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE exchanges ADD COLUMN seen INTEGER;       -- when its holdings were seen
    ALTER TABLE exchanges ADD COLUMN contacted INTEGER;  -- when the party last came by itself
    """

  private static let erasures = """
    -- The values that are to be gone: a row for each cell of a changeset that another one erases.
    CREATE TABLE erasures (
      target BLOB NOT NULL,               -- SHA-256 of the header that loses the value
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      cell TEXT NOT NULL,
      changeset INTEGER NOT NULL,         -- which of `changesets` erases it
      remainder BLOB NOT NULL,            -- the hash by which what is left is told
      in_force INTEGER NOT NULL,          -- 1 once it counted and its author wrote for the owner
      PRIMARY KEY (target, type, id, cell, changeset)
    ) STRICT, WITHOUT ROWID;
    """

  private static let floors = """
    -- Where a snapshot began a log here, until `verify` has replayed what lies below.
    ALTER TABLE logs ADD COLUMN floor INTEGER;           -- last sequence of the snapshot's state
    ALTER TABLE logs ADD COLUMN floor_hash BLOB;
    ALTER TABLE logs ADD COLUMN filled INTEGER NOT NULL DEFAULT 0;  -- in `changesets` from 1 on

    -- The claimed times of changesets that a snapshot speaks of and that are not here yet.
    CREATE TABLE claims (
      scope TEXT NOT NULL,
      author TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      claimed INTEGER NOT NULL,           -- the author's clock, milliseconds since 1970
      PRIMARY KEY (scope, author, sequence)
    ) STRICT, WITHOUT ROWID;
    """

  private static let referrals = """
    -- The last time that a conflict was sent to the party that may settle it.
    CREATE TABLE referrals (
      scope TEXT NOT NULL,
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      cell TEXT NOT NULL,
      party TEXT NOT NULL,
      sent INTEGER NOT NULL,              -- this replica's clock, milliseconds since 1970
      person TEXT,
      dots TEXT NOT NULL,                 -- the siblings that were shown, a JSON array
      PRIMARY KEY (scope, type, id, cell, party)
    ) STRICT, WITHOUT ROWID;
    """

  private static let ownLogs = """
    -- What this replica itself wrote, by scope and name.
    CREATE TABLE own_logs (
      scope TEXT NOT NULL,
      author TEXT NOT NULL,
      sequence INTEGER NOT NULL,          -- the last one written here
      reissued INTEGER,                   -- from where on it was issued again after a fork
      checksum INTEGER NOT NULL,          -- of the other columns
      PRIMARY KEY (scope, author)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX logs_of_author ON logs (author);
    CREATE INDEX waiting_of_author ON waiting (author);
    CREATE INDEX holdings_of_author ON holdings (author);
    """
}
