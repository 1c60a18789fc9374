import GRDB

/// What a transaction waits for before it ends.
enum Durability {
  /// The disk: what was acknowledged survives a power cut.
  case full
  /// Nothing: a power cut may take the last transactions back, in order and each as a whole.
  /// What other transactions wrote stays as durable as it was.
  case normal

  /// Received changesets are asked for again if they are lost: the heads that say they are here
  /// go with them.
  static let ofReceipts = normal

  /// Runs a transaction so; the connection is at `full` before and after.
  func during(_ database: Database, _ transaction: () throws -> Void) throws {
    try database.execute(sql: "PRAGMA synchronous = \(self == .normal ? "NORMAL" : "FULL")")
    guard self == .normal else { return try transaction() }
    let outcome = Result { try transaction() }
    let restored = Result { try database.execute(sql: "PRAGMA synchronous = FULL") }
    try outcome.get()
    try restored.get()
  }
}
