import NIOHTTP1
import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import SyncHTTP

/// What is answered to requests that are wrong; nothing of them may reach the replica.
@Suite struct BadInputTests {
  /// One wrong request and what has to come of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let status: Int
    let code: String
    let asking: @Sendable () throws -> Asking

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "an unknown path", status: 404, code: "not_found") { .get("/v1/nothing") },
    Case(name: "a method of another route", status: 405, code: "method_not_allowed") {
      .get("/v1/push")
    },
    Case(name: "a method that no route has", status: 405, code: "method_not_allowed") {
      Asking(method: "PROPFIND", path: "/health")
    },
    Case(name: "a method that is none", status: 400, code: "malformed") {
      Asking(method: "BREW", path: "/health")
    },
    Case(name: "no signature", status: 401, code: "signature_missing") {
      var asking = Asking.get("/v1/proof")
      asking.isSigned = false
      return asking
    },
    Case(name: "another one's key", status: 401, code: "signature_invalid") {
      var asking = Asking.get("/v1/proof")
      asking.key = .trial(.kalmar)
      return asking
    },
    Case(name: "an author who is not in Peers", status: 401, code: "unknown_author") {
      .get("/v1/proof").by(.named("99-okand"))
    },
    Case(name: "another target", status: 401, code: "signature_wrong_target") {
      var asking = Asking.get("/v1/proof")
      asking.target = "https://elsewhere.example/v1/proof"
      return asking
    },
    Case(name: "another receiver", status: 401, code: "signature_wrong_receiver") {
      var asking = Asking.get("/v1/proof")
      asking.receiver = "08"
      return asking
    },
    Case(name: "no JSON", status: 400, code: "malformed") {
      .post("/v1/compare", Array("not json".utf8))
    },
    Case(name: "JSON without what is needed", status: 400, code: "malformed") {
      .post("/v1/heads", Array("{}".utf8))
    },
    Case(name: "another type", status: 415, code: "unsupported_media_type") {
      .post("/v1/compare", Array("{}".utf8), type: "text/plain")
    },
    Case(name: "another packing", status: 415, code: "unsupported_media_type") {
      var asking = Asking.post("/v1/compare", Array("{}".utf8))
      asking.fields = [("Content-Encoding", "br")]
      return asking
    },
    Case(name: "an internal scope of another party", status: 403, code: "scope_not_shared") {
      .post(
        "/v1/changesets",
        Array(
          #"""
          {"stretches":[{"author":"08-kalmar","scope":"region/08/internal","after":0,"through":1}]}
          """#.utf8))
    },
    Case(name: "gzip that is damaged", status: 400, code: "malformed") {
      var asking = Asking.post(
        "/v1/push", Array("no gzip at all".utf8), type: "application/jsonl")
      asking.isPacked = true
      return asking
    },
    Case(name: "gzip that is cut", status: 400, code: "malformed") {
      var asking = try Asking.push([Array("{}".utf8)], packed: true)
      asking.body.removeLast(6)
      return asking
    },
    Case(name: "gzip that unpacks to too much", status: 413, code: "body_too_large") {
      try .push([Array(repeating: UInt8(ascii: "a"), count: 16 * 1_048_576)], packed: true)
    },
    Case(name: "too many changesets", status: 413, code: "body_too_large") {
      try .push(Array(repeating: Array("{}".utf8), count: 1_001))
    },
    Case(name: "too many bytes", status: 413, code: "body_too_large") {
      try .push([Array(repeating: UInt8(ascii: "a"), count: 9 * 1_048_576)])
    },
    Case(name: "header fields that are too large", status: 431, code: "headers_too_large") {
      var asking = Asking.get("/health")
      asking.fields = [("X-Large", String(repeating: "a", count: 20_000))]
      return asking
    },
  ]

  @Test(arguments: cases)
  func `a wrong request is answered with its problem`(_ wrong: Case) async throws {
    try await withServer { server in
      let answer = try await server.ask(try wrong.asking())
      #expect(answer.status == wrong.status)
      #expect(answer.problem == wrong.code)
      #expect(answer.fields.first(name: "content-type") == "application/problem+json")
      #expect(try server.trial.replica.logs().isEmpty)
      #expect(try server.trial.replica.quarantine().isEmpty)
    }
  }

  @Test func `a body that was changed on the way is not merged`() async throws {
    try await withServer { server in
      var log = SignedLog()
      try log.append(.put(.note, .string("Rad")))
      let asking = try Asking.push(log.lines)
      var other = try asking.raw(to: server)
      other += asking.body.dropLast() + [UInt8(ascii: " ")]
      let sent = other
      let answer = try await RawConnection.open(port: server.port) { connection in
        try await connection.send(sent)
        return try await connection.readAnswer()
      }
      #expect(answer.status == 401)
      #expect(answer.body.contains("content_digest_mismatch"))
      #expect(try server.trial.replica.logs().isEmpty)
    }
  }

  @Test func `one bad line stops nothing but itself`() async throws {
    try await withServer { server in
      var log = SignedLog()
      try log.append(.put(.note, .string("Rad")))
      let inside = try SignedLog.internalOfKalmar()
      let torn = Array(log.lines[0].prefix(40))
      let answer = try await server.ask(try .push([torn, inside] + log.lines + [torn]))
      let reply = try PushReply(decoding: answer.unpacked())
      #expect(reply.results.map(\.fate) == [.refused, .refused, .merged, .refused])
      #expect(reply.results[1].code == "scope_not_shared")
      #expect(try server.trial.replica.logs().map(\.name) == [log.name])
    }
  }
}

extension SignedLog {
  /// A changeset of region 08's own, that nobody else is to bring or have.
  static func internalOfKalmar() throws -> [UInt8] {
    var log = SignedLog(.kalmar, in: .named("region/08/internal"))
    try log.append(.put(.note, .string("Internt")))
    return log.line(1)
  }
}
