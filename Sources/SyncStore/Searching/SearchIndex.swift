import GRDB
import SyncCore
import SyncWire

/// An index of the words and references of a replica's visible records, in `search.sqlite` in the
/// replica's folder.
///
/// All of it follows from the replica, in which nothing is changed. The file is made when it is
/// first used, and made anew where it is damaged or was made by another version of syncd. Values
/// of this type hold nothing open.
package struct SearchIndex: Sendable {
  let replica: Replica
  let file: SearchFile
  let plans: [TypeName: TextPlan]

  package init(of replica: Replica) {
    self.replica = replica
    let types = replica.schema.types.sorted { $0.name < $1.name }
    let plans = types.map { ($0.name, TextPlan($0)) }
    let shape = plans.map { "\($0.0)(\($0.1.shape))" }.joined(separator: ";")
    file = SearchFile(
      folder: replica.folder,
      shape: ContentHash.sha256(Array((SearchTables.sql + shape).utf8)).hex)
    self.plans = Dictionary(uniqueKeysWithValues: plans)
  }

  /// A read that sees one moment of the index. Tables that it makes in `temp` go with it.
  func read<Result>(_ body: (Session) throws -> Result) throws -> Result {
    try file.use { queue in
      try queue.writeWithoutTransaction { database in
        var outcome: Swift.Result<Result, any Error>?
        try database.inTransaction(.deferred) {
          outcome = Swift.Result {
            try body(Session(database, plans: [:], rights: replica.rights))
          }
          return .rollback
        }
        guard let outcome else { throw CancellationError() }
        return try outcome.get()
      }
    }
  }
}
