import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import SyncWire
import Synchronization
import TestSupport
import Testing

@testable import SyncHTTP

/// Bodies that something before the server finds too large.
@Suite struct TooLargeTests {
  /// Pushes to a replica behind something that takes bodies of so many bytes at most.
  private func push(
    from region: TrialReplica, limitBytes: Int
  ) async throws -> (ExchangeReport, national: TrialReplica, sizes: [Int]) {
    let national = try TrialReplica(.national)
    let sizes = Mutex<[Int]>([])
    let replica = national.replica
    return try await ScriptedServer.run({ request in
      sizes.withLock { if request.path == "/v1/push" { $0.append(request.body.count) } }
      if request.body.count > limitBytes {
        return .status(
          "413 Request Entity Too Large", type: "text/html", Array("<html>nginx</html>".utf8))
      }
      return try await Self.relay(request, into: replica)
    }) { proxy in
      var settings = ClientSettings.quick
      settings.batch.changesets = 16
      let report = try await region.run(.push, at: proxy.address, settings: settings)
      return (report, national, sizes.withLock { $0 })
    }
  }

  /// Answers as the server would, without its signature gate.
  private static func relay(
    _ request: ScriptedServer.Request, into replica: Replica
  ) async throws -> ScriptedServer.Reply {
    guard let own = replica.rights.party(named: "national"),
      let peer = replica.rights.party(named: "14")
    else { return .status("500 No party") }
    let view = SharedView(replica: replica, own: own, peer: peer)
    switch request.path {
    case "/v1/compare":
      return .status(
        "200 OK", try view.compare(CompareRequest(decoding: request.body)).reply.encoded)
    case "/v1/heads":
      return .status("200 OK", try view.heads(HeadsRequest(decoding: request.body)).encoded)
    default:
      let lines = try unpacked(request.body).split(separator: UInt8(ascii: "\n")).map(Array.init)
      let receipt = try replica.receive(lines, from: "14", at: .midsummer)
      return .status("200 OK", PushReply(receipt).encoded)
    }
  }

  private static func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    var whole: [UInt8] = []
    let inflater = try Inflater()
    try inflater.inflate(bytes) { whole += $0 }
    return whole
  }

  private static func noise(_ bytes: Int, seed: UInt64) -> Value {
    var random = SeededRandom(seed: seed)
    var text = ""
    while text.utf8.count < bytes { text += String(random.next(), radix: 36) }
    return .string(text)
  }

  @Test func `batches are halved until they pass, and stay small for the rest`() async throws {
    let region = try TrialReplica(.vgr)
    for seed in 0..<40 { try region.write(.put(.note, Self.noise(4_000, seed: UInt64(seed)))) }
    let (report, national, sizes) = try await push(from: region, limitBytes: 40_000)
    #expect(report.error == nil, "\(report.summary)")
    #expect(report.sent == 40)
    #expect(try Standing(of: national.replica) == Standing(of: region.replica))
    let refused = sizes.filter { $0 > 40_000 }
    #expect(refused.count == 1, "\(sizes)")
  }

  @Test func `a single changeset that is too large ends its log and names the likely cause`()
    async throws
  {
    let region = try TrialReplica(.vgr)
    let halsa = Scope.named("national/psykisk-halsa")
    try region.writeNotes(2)
    try region.write(.put(.note, Self.noise(90_000, seed: 1)))
    try region.writeNotes(2)
    for _ in 0..<2 { try region.writeNotes(3, in: halsa, prefix: "\(UInt64.random(in: 0..<99))") }
    let held = try region.replica.heads()
    let (report, national, _) = try await push(from: region, limitBytes: 40_000)
    let error = try #require(report.error)
    #expect(error.code == .changesetTooLargeForPeer)
    #expect(error.message.contains("Changeset 3 by 14-vgr in region/14"), "\(error)")
    #expect(error.message.contains("bytes") && error.hint.contains("client_max_body_size"))
    let taken = try national.replica.heads()
    #expect(taken[LogName(.vgr, .vgr)]?.sequence == 2)
    #expect(taken[LogName(halsa, .vgr)] == held[LogName(halsa, .vgr)])
  }
}
