import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import SyncHTTP

/// Servers that say one thing and do another. The client keeps what holds by itself, and stops.
@Suite struct LyingServerTests {
  @Test func `a server that sends more than was asked for is cut short`() async throws {
    let log = try Self.log(of: 5)
    let report = try await pull(claiming: log.head(at: 3), of: log) { _ in
      .stream(Self.lines(log.lines))
    }
    #expect(report.error?.code == .peerNotUnderstood, "\(report.summary)")
    #expect(report.merged == 3)
  }

  @Test func `changesets of a log that was not asked for are not taken`() async throws {
    let log = try Self.log(of: 1)
    var other = SignedLog(.kalmar, in: .named("region/08/internal"))
    try other.append(.put(.note, "not for us", of: .named("implementation/08-kol-1")))
    let foreign = Self.lines(other.lines)
    let region = try TrialReplica(.vgr)
    let report = try await pull(claiming: log.head(at: 1), of: log, into: region) { _ in
      .stream(foreign)
    }
    #expect(report.error?.code == .peerNotUnderstood, "\(report.summary)")
    #expect(report.received == 0)
    #expect(try region.replica.heads().isEmpty)
  }

  @Test func `garbage in place of changesets leaves no trace`() async throws {
    let log = try Self.log(of: 50)
    let region = try TrialReplica(.vgr)
    let report = try await pull(claiming: log.head(at: 50), of: log, into: region) { _ in
      .stream(Self.lines((0..<50).map { Array("garbage \($0)".utf8) }))
    }
    #expect(report.error?.code == .peerNotUnderstood, "\(report.summary)")
    #expect(try region.replica.quarantine() == [])
  }

  @Test func `a broken changeset stops its own log and becomes evidence`() async throws {
    let log = try Self.log(of: 4)
    var lines = log.lines
    lines[2][40] ^= 1
    let region = try TrialReplica(.vgr)
    let broken = lines
    let report = try await pull(claiming: log.head(at: 4), of: log, into: region) { _ in
      .stream(Self.lines(broken))
    }
    #expect(report.error == nil, "\(report.summary)")
    #expect((report.merged, report.quarantined, report.waiting) == (2, 1, 1))
  }

  @Test func `a line without end takes no more memory than a line may`() async throws {
    let log = try Self.log(of: 3)
    var settings = ClientSettings.single
    settings.requestLimit = .seconds(3)
    let report = try await pull(claiming: log.head(at: 3), of: log, settings: settings) { _ in
      .stream([], endless: [UInt8](repeating: UInt8(ascii: "x"), count: 65_536))
    }
    #expect(report.error?.code == .timeLimit, "\(report.summary)")
  }

  @Test func `blank lines without end are more than was asked for`() async throws {
    let log = try Self.log(of: 1)
    let report = try await pull(claiming: log.head(at: 1), of: log) { _ in
      .stream([], endless: [UInt8](repeating: UInt8(ascii: "\n"), count: 65_536))
    }
    #expect(report.error?.code == .peerNotUnderstood, "\(report.summary)")
  }

  @Test func `a small packed answer that unpacks to a huge one is stopped`() async throws {
    let log = try Self.log(of: 1)
    let bomb = try Self.packed([UInt8](repeating: UInt8(ascii: "\n"), count: 50 * 1_048_576))
    #expect(bomb.count < 100_000)
    let report = try await pull(claiming: log.head(at: 1), of: log) { _ in
      .stream(fields: ["Content-Encoding: gzip"], bomb)
    }
    #expect(report.error?.code == .peerNotUnderstood, "\(report.summary)")
  }

  @Test func `a question is not answered by a bomb either`() async throws {
    let bomb = try Self.packed([UInt8](repeating: UInt8(ascii: " "), count: 64 * 1_048_576))
    let region = try TrialReplica(.vgr)
    try await ScriptedServer.run({ _ in .status("200 OK", fields: ["Content-Encoding: gzip"], bomb)
    }) { server in
      let report = try await region.run(.sync, at: server.address)
      #expect(report.error?.code == .peerNotUnderstood, "\(report.summary)")
    }
  }

  @Test func `a packed answer that ends too early is a lost connection`() async throws {
    let log = try Self.log(of: 200)
    let packed = try Self.packed(Self.lines(log.lines))
    let report = try await pull(claiming: log.head(at: 200), of: log, settings: .single) { _ in
      .stream(fields: ["Content-Encoding: gzip"], Array(packed.prefix(packed.count / 2)))
    }
    #expect(report.error?.code == .peerUnreachable, "\(report.summary)")
    #expect(report.merged > 0 && report.merged < 200)
  }

  @Test func `a packed answer without its end is not taken for whole`() async throws {
    let log = try Self.log(of: 5)
    let packed = try Self.packed(Self.lines(log.lines))
    let report = try await pull(claiming: log.head(at: 5), of: log, settings: .single) { _ in
      .stream(fields: ["Content-Encoding: gzip"], Array(packed.dropLast(4)))
    }
    #expect(report.error?.code == .peerUnreachable, "\(report.summary)")
    #expect(report.merged == 5)
  }

  @Test func `a server that gives less than it says to hold is told so, not asked for ever`()
    async throws
  {
    let log = try Self.log(of: 4)
    let report = try await pull(claiming: log.head(at: 4), of: log) { request in
      let asked = try ChangesetsRequest(decoding: request.body)
      let after = Int(asked.stretches.first?.after ?? 0)
      return .stream(Self.lines(Array(log.lines.prefix(2).dropFirst(after))))
    }
    #expect(report.error?.code == .peerNotUnderstood, "\(report.summary)")
    #expect(report.merged == 2)
  }

  @Test func `changesets come as JSON lines or not at all`() async throws {
    let log = try Self.log(of: 1)
    let report = try await pull(claiming: log.head(at: 1), of: log) { _ in
      .stream(type: "text/html", Self.lines(log.lines))
    }
    #expect(report.error?.code == .peerNotUnderstood, "\(report.summary)")
    #expect(report.merged == 0)
  }

  @Test func `a push is told of each changeset what became of it, or nothing is believed`()
    async throws
  {
    let region = try TrialReplica(.vgr)
    try region.writeNotes(3)
    let rights = region.replica.rights.fingerprint
    try await ScriptedServer.run({ request in
      if request.path == "/v1/push" {
        return .status("200 OK", Array(#"{"results":[{"outcome":"merged"}]}"#.utf8))
      }
      return Self.claims(request, standing: nil, rights: rights)
    }) { server in
      let report = try await region.run(.push, at: server.address)
      #expect(report.error?.code == .peerNotUnderstood, "\(report.summary)")
      #expect(report.sent == 0)
    }
  }

  // MARK: Lies

  /// A log of another region with so many changesets.
  private static func log(of count: Int) throws -> SignedLog {
    var log = SignedLog(.skane)
    for number in 0..<count { try log.append(.put(.note, .string("\(number)"))) }
    return log
  }

  private static func lines(_ lines: [[UInt8]]) -> [UInt8] {
    lines.flatMap { $0 + [UInt8(ascii: "\n")] }
  }

  private static func packed(_ bytes: [UInt8]) throws -> [UInt8] {
    var packed: [UInt8] = []
    let deflater = try Deflater()
    try deflater.deflate(bytes) { packed += $0 }
    try deflater.finish { packed += $0 }
    return packed
  }

  /// Pulls from a server that claims to hold a log up to a head.
  private func pull(
    claiming head: Head, of log: SignedLog, into region: TrialReplica? = nil,
    settings: ClientSettings = .quick, _ answer: @escaping ScriptedServer.Script
  ) async throws -> ExchangeReport {
    let region = try region ?? TrialReplica(.vgr)
    let standing = LogStanding(log: log.name, head: head, fork: nil, end: nil)
    let rights = region.replica.rights.fingerprint
    return try await ScriptedServer.run({ request in
      if request.path == "/v1/changesets" { return try await answer(request) }
      return Self.claims(request, standing: standing, rights: rights)
    }) { server in
      try await region.run(.pull, at: server.address, settings: settings)
    }
  }

  private static func claims(
    _ request: ScriptedServer.Request, standing: LogStanding?, rights: ContentHash
  ) -> ScriptedServer.Reply {
    let logs = standing.map { [$0] } ?? []
    if request.path == "/v1/heads" {
      return .status("200 OK", HeadsReply(logs: logs, refuses: []).encoded)
    }
    let hash = HeadsHash(Dictionary(uniqueKeysWithValues: logs.map { ($0.log, $0) }))
    return .status(
      "200 OK",
      CompareReply(
        isEqual: false, author: .national, format: 1, rights: rights, scopes: hash.scopes
      ).encoded)
  }
}
