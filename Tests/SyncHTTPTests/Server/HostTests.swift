import Foundation
import Logging
import NIOHTTP1
import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import SyncHTTP

/// What the server does about its replica, its Peers and its end.
@Suite struct HostTests {
  @Test func `a party that is added to Peers is let in without a restart`() async throws {
    try await withServer(parties: TrialParties().without(.kalmar)) { server in
      #expect(try await server.ask(.get("/v1/proof").by(.kalmar)).status == 401)
      for party in TrialParties().rights.parties { _ = try server.peers.save(party) }
      try await server.waits(for: .get("/v1/proof").by(.kalmar)) { $0.status == 200 }
    }
  }

  @Test func `broken Peers leave the old ones in force, loudly`() async throws {
    try await withServer { server in
      try Data("{".utf8).write(to: server.peers.url.appending(path: "broken.json"))
      try await server.waits(for: .get("/ready")) { answer in
        answer.status == 503 && answer.json["status"] == .string("bad_peers")
      }
      #expect(try await server.ask(.get("/v1/proof")).status == 200)
      #expect(server.log.lines.contains { $0.level == .error })
      try FileManager.default.removeItem(at: server.peers.url.appending(path: "broken.json"))
      try await server.waits(for: .get("/ready")) { $0.status == 200 }
    }
  }

  @Test func `while another process writes a push is told to come again, and reads go on`()
    async throws
  {
    try await withServer { server in
      var log = SignedLog()
      try log.append(.put(.note, .string("Rad")))
      let push = try Asking.push(log.lines)
      let other = try Replica.open(
        server.trial.folder, schema: .trial, rights: TrialParties().rights)
      let (locked, unlock) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      let writer = Thread {
        _ = try? other.rehearse(from: "a test", at: .midsummer) { _ in
          locked.signal()
          unlock.wait()
        }
      }
      writer.start()
      await Self.wait(for: locked)
      let refused = try await server.ask(push)
      #expect(refused.status == 503)
      #expect(refused.problem == "replica_locked")
      #expect(refused.fields.first(name: "retry-after") != nil)
      #expect(try await server.ask(.get("/v1/proof")).status == 200)
      unlock.signal()
      try await server.waits(for: push) { $0.status == 200 }
    }
  }

  private static func wait(for semaphore: DispatchSemaphore) async {
    await withCheckedContinuation { continuation in
      Thread {
        semaphore.wait()
        continuation.resume()
      }.start()
    }
  }

  /// Runs `body` while a request of one party is under way: it was asked for its body, so it is
  /// in, and nothing else had its place. Then the request ends.
  private func whileOneIsIn(
    _ server: RunningServer, _ body: () async throws -> Void
  ) async throws {
    var asking = Asking.post("/v1/compare", Array("{}".utf8))
    asking.fields = [("Expect", "100-continue")]
    let head = try asking.raw(to: server)
    try await RawConnection.open(port: server.port) { connection in
      try await connection.send(head)
      #expect(try await connection.readAnswer().status == 100)
      try await body()
      try await connection.send("{}")
      #expect(try await connection.readAnswer().status == 400)
    }
  }

  @Test func `more requests of one party than it may are told to wait`() async throws {
    try await withServer(adjust: { $0.limits.requestsPerParty = 1 }) { server in
      try await whileOneIsIn(server) {
        let own = try await server.ask(.get("/v1/proof"))
        let other = try await server.ask(.get("/v1/proof").by(.kalmar))
        #expect(own.status == 429 && other.status == 200)
      }
      try await server.waits(for: .get("/v1/proof")) { $0.status == 200 }
    }
  }

  @Test func `more requests at once than it may are told to come again`() async throws {
    try await withServer(adjust: { $0.limits.requestsAtOnce = 1 }) { server in
      try await whileOneIsIn(server) {
        let late = try await server.ask(.get("/v1/proof").by(.kalmar))
        let health = try await server.ask(.get("/health"))
        #expect(late.status == 503 && health.status == 200)
      }
      try await server.waits(for: .get("/v1/proof").by(.kalmar)) { $0.status == 200 }
    }
  }

  @Test func `a stop lets a request end, and cuts one that does not`() async throws {
    let server = try await RunningServer.start(adjust: { $0.stopsWithin = .milliseconds(300) })
    let head = try Asking.post("/v1/compare", Array("{}".utf8)).raw(to: server, length: 2)
    let text = try await RawConnection.open(port: server.port) { connection in
      try await connection.send(head)
      try await server.log.waits(for: { _ in true })
      try await server.stop()
      return try await connection.readToEnd()
    }
    #expect(!text.hasPrefix("HTTP/1.1 200"))
    await #expect(throws: (any Error).self) {
      try await RawConnection.open(port: server.port) { _ in }
    }
  }

  @Test func `who came is noted for status, and what it holds`() async throws {
    try await withServer { server in
      var log = SignedLog()
      try log.append(.put(.note, .string("Rad")))
      _ = try await server.ask(
        "/v1/heads",
        HeadsRequest(
          scopes: [.vgr],
          logs: [LogStanding(log: log.name, head: log.head(at: 1), fork: nil, end: nil)]),
        as: HeadsReply.self)
      try await server.waits(for: .get("/health")) { _ in
        try server.trial.replica.holdings()["14"]?.sequences == [log.name: 1]
      }
      #expect(try server.trial.replica.exchanges().first?.contacted == .midsummer)
    }
  }
}
