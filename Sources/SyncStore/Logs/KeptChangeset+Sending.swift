import SyncCore
import SyncWire

extension KeptChangeset {
  /// Whether the line is the one that was kept, so that it may go out to others.
  ///
  /// A packed line carries a checksum, which unpacking holds it against. One that stands as it is
  /// has none: it is short, so its hashes are worked out again.
  var maySend: Bool {
    switch form {
    case .packed: true
    case .plain: (try? Changeset.decode(line))?.header.hash == hash
    case .damaged: false
    }
  }
}

extension StoreError {
  /// A changeset that the database gives back as something else than was kept.
  static func damaged(sequence: Int64, of log: LogName?) -> StoreError {
    let place = log.map { " of the log \($0)" } ?? ""
    return StoreError(
      .databaseDamaged,
      "Changeset \(sequence)\(place) is damaged in the database. It was neither sent nor merged;"
        + " other logs go on.",
      hint: "Run `syncd verify --repair`, then sync: peers are asked for it again.")
  }
}

/// Runs a step of which damage of one log must not stop the others.
///
/// - Returns: what came of it, or the damage: `database_damaged`. Any other failure is thrown.
package func settingDamageAside<Result>(
  _ step: () throws -> Result
) throws -> Swift.Result<Result, StoreError> {
  do {
    return .success(try step())
  } catch let error as StoreError where error.code == .databaseDamaged {
    return .failure(error)
  }
}
