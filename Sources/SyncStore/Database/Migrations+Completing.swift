import GRDB

extension Migrations {
  /// Runs what is missing of the migrations; each of them is a transaction of its own.
  ///
  /// Another process may do the same at the same moment. Whoever comes second finds the tables
  /// there already and fails; nothing of its step is written. It looks again and goes on from
  /// there, as long as the other one comes further.
  ///
  /// - Throws: what a migration says, where no other process had done it meanwhile.
  static func complete(_ migrator: DatabaseMigrator, in pool: DatabasePool) throws {
    while true {
      let applied = try pool.read(migrator.appliedIdentifiers)
      guard !applied.isSuperset(of: migrator.migrations) else { return }
      do {
        try migrator.migrate(pool)
      } catch {
        guard try pool.read(migrator.appliedIdentifiers).count > applied.count else { throw error }
      }
    }
  }
}
