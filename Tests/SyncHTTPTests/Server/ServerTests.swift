import NIOHTTP1
import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import SyncHTTP

@Suite struct ServerTests {
  @Test func `health names the party without a signature`() async throws {
    try await withServer { server in
      var asking = Asking.get("/health")
      asking.isSigned = false
      let answer = try await server.ask(asking)
      #expect(answer.status == 200)
      #expect(answer.json["party"] == .string("national"))
      #expect(answer.json["author"] == .string("national"))
    }
  }

  @Test func `two replicas with the same changesets are equal by one request`() async throws {
    try await withServer { server in
      let here = try TrialReplica(.vgr)
      try here.write(.put(.note, .string("Start i mars")))
      try carry(from: here.replica, to: server.trial.replica)
      let heads = HeadsHash(try here.replica.standings { _ in true })
      let reply = try await server.ask(
        "/v1/compare", CompareRequest(heads: heads.total), as: CompareReply.self)
      #expect(reply.isEqual)
      #expect(reply.scopes.isEmpty)
    }
  }

  @Test(arguments: [false, true])
  func `what is pushed is merged and can be pulled`(isPacked: Bool) async throws {
    try await withServer { server in
      var log = SignedLog()
      for number in 1...20 { try log.append(.put(.note, .string("Rad \(number)"))) }
      let pushed = try await server.ask(.push(log.lines, packed: isPacked))
      #expect(pushed.status == 200)
      let reply = try PushReply(decoding: pushed.body)
      #expect(reply.results.map(\.fate) == Array(repeating: .merged, count: 20))
      let question = ChangesetsRequest(
        stretches: [
          RoundPlan.Stretch(log: log.name, after: 5, through: 20, mark: log.head(at: 5).hash)
        ], forkProofs: [])
      var asking = Asking.post("/v1/changesets", question.encoded).by(.kalmar)
      if isPacked { asking.fields = [("Accept-Encoding", "gzip")] }
      let pulled = try await server.ask(asking)
      #expect(pulled.fields.first(name: "content-type") == "application/jsonl")
      let expected = log.lines[5...].flatMap { $0 + [UInt8(ascii: "\n")] }
      #expect(try pulled.unpacked() == expected)
    }
  }

  @Test func `heads tell what is held and what would be refused`() async throws {
    try await withServer { server in
      var log = SignedLog()
      try log.append(.put(.note, .string("Rad")))
      try server.trial.receive(log.lines)
      let stranger = LogName(.vgr, .named("99-okand"))
      let reply = try await server.ask(
        "/v1/heads",
        HeadsRequest(
          scopes: [.vgr, .named("region/14/internal")],
          logs: [
            LogStanding(
              log: stranger, head: Head(sequence: 1, hash: .zero), fork: nil, end: nil)
          ]), as: HeadsReply.self)
      #expect(reply.logs.map(\.log) == [log.name])
      #expect(reply.logs.first?.head == log.head)
      #expect(reply.refuses == [stranger])
    }
  }

  @Test func `the proof is the one that the replica works out itself`() async throws {
    try await withServer { server in
      try server.trial.write(
        .put(.named("name"), .string("NPO"), of: .named("body/npo")),
        in: .named("national/register"))
      let answer = try await server.ask(.get("/v1/proof"))
      let proof = try ProofReply(decoding: answer.body).proof
      #expect(proof == (try server.trial.replica.stateProof { _ in true }))
      #expect(proof.scopes.count == 1)
    }
  }
}
