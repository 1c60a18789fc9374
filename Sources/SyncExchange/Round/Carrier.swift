package import SyncCore

/// One conversation with a place, whatever carries it: a shared folder or a server.
///
/// All of it is idempotent: what is known is not carried again, and what was cut off goes on from
/// what was merged. Nothing throws; what failed stands in the report, and what was merged or
/// written before it stays.
package protocol Carrier {
  /// Takes in what the place has and this replica lacks.
  mutating func receive(into report: inout ExchangeReport) async

  /// Gives the place what it lacks and may have.
  mutating func send(into report: inout ExchangeReport) async

  /// What the place was seen to hold when the conversation ended; nil where nothing was seen.
  var holdings: Holdings? { get }

  /// The state that the place has worked out by itself; nil where it cannot, as a folder.
  mutating func proof() async throws -> StateProof?
}

/// The last sequence of each log that a place was seen to hold.
package typealias Holdings = [LogName: Int64]
