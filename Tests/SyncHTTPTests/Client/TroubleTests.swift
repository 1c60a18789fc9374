import Foundation
import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import Synchronization
import TestSupport
import Testing

@testable import SyncHTTP

/// What goes wrong between client and server has a code, a cause in words, and is tried again
/// where that may help.
@Suite struct TroubleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let status: String
    var type = "text/html"
    var fields: [String] = []
    var content = "<html>nginx</html>"
    let code: ExchangeError.Code
    var says: [String] = []
    var attempts = 1

    var testDescription: String { "\(status) \(code.rawValue)" }

    static func problem(
      _ status: String, _ problem: String, code: ExchangeError.Code, says: [String] = [],
      attempts: Int = 1
    ) -> Case {
      Case(
        status: status, type: Problem.mediaType,
        content: """
          {"status":\(status.prefix(3)),"code":"\(problem)","detail":"Said there.","hint":"Do it."}
          """, code: code, says: says, attempts: attempts)
    }
  }

  static let cases: [Case] = [
    .problem("401 U", "signature_invalid", code: .requestRefused, says: ["Said there.", "Do it."]),
    .problem(
      "401 U", "signature_wrong_target", code: .requestRefused,
      says: ["Said there.", "--public-url", "http://127.0.0.1"]),
    .problem("403 F", "scope_not_shared", code: .requestRefused, says: ["scope_not_shared"]),
    .problem("500 I", "internal", code: .peerNotUnderstood, says: ["internal", "Said there."]),
    .problem("429 T", "too_many_requests", code: .peerBusy, attempts: 4),
    .problem("503 B", "replica_locked", code: .peerBusy, says: ["replica_locked"], attempts: 4),
    Case(status: "502 Bad Gateway", code: .peerBusy, says: ["502"], attempts: 4),
    Case(status: "504 Gateway Timeout", code: .peerBusy, attempts: 4),
    Case(status: "408 Request Timeout", code: .peerBusy, attempts: 4),
    Case(status: "404 Not Found", code: .peerNotUnderstood, says: ["404", "web page"]),
    Case(status: "403 Forbidden", code: .requestRefused, says: ["proxy"]),
    Case(status: "407 Proxy", code: .requestRefused, says: ["proxy"]),
    Case(
      status: "301 Moved", fields: ["Location: https://elsewhere.example/"],
      code: .peerNotUnderstood, says: ["https://elsewhere.example/"]),
    Case(status: "200 OK", code: .peerNotUnderstood, says: ["text/html"]),
    Case(
      status: "200 OK", type: "application/json", content: #"{"equal":"perhaps"}"#,
      code: .peerNotUnderstood, says: ["equal"]),
    Case(
      status: "503 Busy", fields: ["Retry-After: 3600"], code: .peerBusy, says: ["503"],
      attempts: 1),
  ]

  @Test(arguments: cases)
  func `an answer that is no success has a code, a cause and its number of attempts`(
    _ trouble: Case
  ) async throws {
    let region = try TrialReplica(.vgr)
    let requests = Mutex(0)
    try await ScriptedServer.run({ _ in
      requests.withLock { $0 += 1 }
      return .status(
        trouble.status, type: trouble.type, fields: trouble.fields, Array(trouble.content.utf8))
    }) { server in
      let report = try await region.run(.sync, at: server.address)
      let error = try #require(report.error)
      #expect(error.code == trouble.code, "\(error)")
      #expect(error.message.contains(server.address), "\(error)")
      for words in trouble.says { #expect(error.description.contains(words), "\(error)") }
      #expect(requests.withLock { $0 } == trouble.attempts)
    }
  }

  @Test func `what a server says cannot steer the terminal`() {
    let shown = Trouble.printable("a\u{1B}[2Jb\u{0007}\nc" + String(repeating: "x", count: 9_999))
    #expect(shown.hasPrefix("a [2Jb  c"))
    #expect(shown.count == 600)
  }

  @Test func `a server that asks for time gets it`() async throws {
    let region = try TrialReplica(.vgr)
    let pauses = Mutex<[Duration]>([])
    var settings = ClientSettings.quick
    settings.pause = { pause in pauses.withLock { $0.append(pause) } }
    try await ScriptedServer.run({ _ in .status("503 Busy", fields: ["Retry-After: 7"]) }) {
      server in
      try await region.run(.pull, at: server.address, settings: settings)
      #expect(pauses.withLock { $0 } == [.seconds(7), .seconds(7), .seconds(7)])
    }
  }

  @Test func `an address where nothing listens is unreachable, and both halves are not tried`()
    async throws
  {
    let region = try TrialReplica(.vgr)
    try region.writeNotes(1)
    let port = try await ScriptedServer.run({ _ in .status("200 OK") }) { $0.port }
    let report = try await region.run(.sync, at: "http://127.0.0.1:\(port)")
    #expect(report.error?.code == .peerUnreachable)
    #expect(report.error?.message.contains("refused") == true, "\(report.summary)")
    #expect(try region.replica.exchanges().first?.failure != nil)
  }

  @Test(arguments: ["http://203.0.113.1:7400", "http://syncd.invalid", "http://[2001:db8::1]:7400"])
  func `plain http to another computer is refused before a byte is sent`(address: String)
    async throws
  {
    let region = try TrialReplica(.vgr)
    let report = try await region.run(.sync, at: address)
    #expect(report.error?.code == .plainHTTPRefused, "\(report.summary)")
  }

  @Test func `plain http to another computer is used where the settings allow it`() async throws {
    let region = try TrialReplica(.vgr)
    var settings = ClientSettings.single
    settings.allowsPlainHTTP = true
    let report = try await region.run(.sync, at: "http://syncd.invalid", settings: settings)
    #expect(report.error?.code == .peerUnreachable, "\(report.summary)")
  }

  @Test func `a host that does not exist is named`() async throws {
    let region = try TrialReplica(.vgr)
    let report = try await region.run(.pull, at: "https://nowhere.invalid:7400")
    #expect(report.error?.code == .peerUnreachable)
    #expect(report.error?.message.contains("nowhere.invalid") == true, "\(report.summary)")
    #expect(report.error?.message.contains("no host") == true, "\(report.summary)")
  }

  @Test func `a server that does not speak TLS is told from one without a valid certificate`()
    async throws
  {
    let region = try TrialReplica(.vgr)
    try await ScriptedServer.run({ _ in .status("200 OK") }) { server in
      var settings = ClientSettings.single
      settings.connectLimit = .seconds(2)
      let report = try await region.run(
        .pull, at: "https://127.0.0.1:\(server.port)", settings: settings)
      #expect(
        [.peerNotUnderstood, .peerUnreachable].contains(report.error?.code), "\(report.summary)")
    }
  }

  @Test func `the own replica is recognised behind an address`() async throws {
    let region = try TrialReplica(.vgr)
    try await serving(region.replica) { address in
      let report = try await region.run(.sync, "", at: address)
      #expect(report.error?.code == .sameReplica, "\(report.summary)")
    }
  }

  @Test func `an address of a party that is not in Peers is refused`() async throws {
    let skane = try TrialReplica(.skane)
    let region = try TrialReplica(.vgr, rights: TrialParties().without(.skane).rights)
    try await serving(skane.replica) { address in
      let report = try await region.run(.sync, "", at: address)
      #expect(report.error?.code == .unknownPeer, "\(report.summary)")
      #expect(report.error?.message.contains("12") == true)
    }
  }

  @Test func `a replica that is not in Peers sends nothing`() async throws {
    let region = try TrialReplica(.vgr, rights: TrialParties().without(.vgr).rights)
    try await ScriptedServer.run({ _ in .status("200 OK") }) { server in
      let report = try await region.run(.sync, at: server.address)
      #expect(report.error?.codeText == "key_not_registered", "\(report.summary)")
    }
  }

  @Test func `a stopped exchange ends at once and says so`() async throws {
    let region = try TrialReplica(.vgr)
    let (asked, ask) = AsyncStream.makeStream(of: Void.self)
    let (never, _) = AsyncStream.makeStream(of: Void.self)
    try await ScriptedServer.run({ _ in
      ask.yield()
      for await _ in never {}
      return .status("200 OK")
    }) { server in
      let replica = region.replica
      let exchange = Task { try await replica.run(.sync, at: server.address) }
      for await _ in asked { break }
      exchange.cancel()
      let report = try await exchange.value
      #expect(report.error?.code == .timeLimit, "\(report.summary)")
    }
  }
}
