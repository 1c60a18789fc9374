import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import TestSupport
import Testing

@testable import SyncHTTP

/// A log of which a stored line is damaged on one side stops at most itself.
@Suite struct DamagedLogTests {
  private let national: TrialReplica
  private let region: TrialReplica
  private let damaged = LogName(.vgr, .vgr)

  init() throws {
    national = try TrialReplica(.national)
    region = try TrialReplica(.kalmar)
  }

  /// A replica that holds a damaged log and others, before and after it in the order of names.
  private func fill(_ trial: TrialReplica) throws {
    let (vgr, skane) = (try TrialReplica(.vgr), try TrialReplica(.skane))
    try vgr.writeNotes(3)
    try skane.writeNotes(1)
    try carry(from: vgr.replica, to: trial.replica)
    try carry(from: skane.replica, to: trial.replica)
    try vgr.writeNotes(1, in: .named("region/14/other"))
    try carry(from: vgr.replica, to: trial.replica)
    try trial.damage(2)
  }

  /// The sequences of the logs that came.
  private func sequences(at trial: TrialReplica) throws -> [LogName: Int64] {
    try trial.replica.heads().mapValues(\.sequence)
  }

  private var rest: [LogName: Int64] {
    [damaged: 1, LogName(.vgr, .skane): 1, LogName(.named("region/14/other"), .vgr): 1]
  }

  @Test func `a pull from a server with a damaged log brings the others and says so`() async throws
  {
    try fill(national)
    try await serving(national.replica) { address in
      let report = try await region.run(.pull, at: address)
      #expect(report.error != nil && report.needsPerson, "\(report.summary)")
      #expect(try sequences(at: region) == rest)
    }
  }

  @Test func `a push of a damaged log brings the others and names the damage`() async throws {
    try fill(region)
    try await serving(national.replica) { address in
      let report = try await region.run(.push, at: address)
      #expect(report.error?.codeText == "database_damaged", "\(report.summary)")
      #expect(try sequences(at: national) == rest)
    }
  }
}
