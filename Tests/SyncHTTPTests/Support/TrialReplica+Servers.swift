import Logging
import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import Synchronization
import TestSupport

@testable import SyncHTTP

extension ClientSettings {
  /// Settings under which nobody waits: attempts follow at once.
  static var quick: ClientSettings {
    var settings = ClientSettings()
    // Many tests share two threads: nothing here is late, it only waits for its turn.
    settings.connectLimit = .seconds(600)
    settings.idleLimit = .seconds(600)
    settings.requestLimit = .seconds(1_200)
    settings.pause = { _ in }
    settings.random = { 0 }
    return settings
  }

  /// Settings under which what fails is not tried again.
  static var single: ClientSettings {
    var settings = quick
    settings.retries.attempts = 1
    return settings
  }
}

extension Replica {
  /// One exchange with the server of a party.
  @discardableResult
  func run(
    _ direction: Exchange.Direction, _ party: String = "national", at address: String,
    settings: ClientSettings = .quick, now: Timestamp = .midsummer,
    progress: @escaping @Sendable (ExchangeProgress) -> Void = { _ in }
  ) async throws -> ExchangeReport {
    try await exchanging(with: party, at: address, settings: settings, now: now, progress) {
      exchange, destination in
      await exchange.run(direction, with: destination)
    }
  }

  /// What the server of a party proves of itself.
  func proof(of party: String = "national", at address: String) async throws -> StateProof? {
    try await exchanging(with: party, at: address) { exchange, destination in
      var carrier = exchange.carrier(for: destination)
      return try await carrier.proof()
    }
  }

  /// - Parameter party: empty for an address that nobody in Peers has.
  func exchanging<Result>(
    with party: String, at address: String, settings: ClientSettings = .quick,
    now: Timestamp = .midsummer,
    _ progress: @escaping @Sendable (ExchangeProgress) -> Void = { _ in },
    _ body: (Exchange, Destination) async throws -> Result
  ) async throws -> Result {
    guard let server = Server(address) else { preconditionFailure("\(address) is no address") }
    let parties = rights.party(named: party).map { [$0] } ?? []
    let destination = Destination(
      name: parties.isEmpty ? address : party, place: .server(server), parties: parties)
    return try await HTTPCarrier.withServers(settings) { connect in
      let exchange = Exchange(
        replica: self, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        now: { now }, progress: progress, connect: connect)
      return try await body(exchange, destination)
    }
  }

}

extension TrialReplica {
  /// One exchange with the server of a party.
  @discardableResult
  func run(
    _ direction: Exchange.Direction, _ party: String = "national", at address: String,
    settings: ClientSettings = .quick, now: Timestamp = .midsummer
  ) async throws -> ExchangeReport {
    try await replica.run(direction, party, at: address, settings: settings, now: now)
  }

  /// Writes so many changesets, each with a value of its own.
  func writeNotes(
    _ count: Int, in scope: Scope = .vgr, prefix: String = "", of record: RecordName = .kol
  ) throws {
    for number in 0..<count {
      try write(
        .put(.note, .string("\(prefix)\(replica.author) \(number)"), of: record), in: scope)
    }
  }
}

extension ExchangeReport {
  /// Everything a failing test should show.
  var summary: String {
    "received \(received) sent \(sent) merged \(merged) known \(known) waiting \(waiting)"
      + " quarantined \(quarantined) problems \(problems) error"
      + " \(error.map { "\($0.codeText): \($0)" } ?? "none")"
  }
}
