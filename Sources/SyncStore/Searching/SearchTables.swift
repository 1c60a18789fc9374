/// The tables of the search index. Nothing in them is of its own: they can be made again from a
/// replica at any time, so a change of them needs no migration, only another shape.
enum SearchTables {
  /// What a token is: letters and digits, so `M16.9` is two of them. Without its diacritics `å`
  /// would be an `a`; in Swedish it is a letter of its own. Words of one letter are looked up as
  /// fast as long ones.
  static let options = "tokenize = 'unicode61 remove_diacritics 0', prefix = '1'"

  static let sql = """
    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- The last changeset of each log whose records are in the index or in `queue`.
    CREATE TABLE seen (
      scope TEXT NOT NULL,
      author TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      hash BLOB NOT NULL,
      PRIMARY KEY (scope, author)
    ) STRICT, WITHOUT ROWID;

    -- The records that have to be looked at again.
    CREATE TABLE queue (
      scope TEXT NOT NULL,
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      PRIMARY KEY (scope, type, id)
    ) STRICT, WITHOUT ROWID;

    -- The visible records; `doc` is the row of `texts`.
    CREATE TABLE docs (
      doc INTEGER PRIMARY KEY,
      scope TEXT NOT NULL,
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      UNIQUE (id, type, scope)
    ) STRICT;

    -- Which record names which other one, by the name that is followed.
    CREATE TABLE links (
      target_type TEXT NOT NULL,
      target_id TEXT NOT NULL,
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      scope TEXT NOT NULL,
      field TEXT NOT NULL,
      PRIMARY KEY (target_type, target_id, type, id, scope, field)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX links_by_source ON links (id, type, scope);

    CREATE VIRTUAL TABLE texts USING fts5 (name, title, body, \(options));

    """
}
