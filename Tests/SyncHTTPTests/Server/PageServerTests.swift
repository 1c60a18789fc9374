import AsyncHTTPClient
import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncHTTP

@Suite struct PageServerTests {
  private func ask(
    _ server: RunningServer, _ path: String, method: HTTPMethod = .GET,
    headers: [(String, String)] = [], body: [UInt8]? = nil
  ) async throws -> (status: UInt, headers: HTTPHeaders, text: String) {
    var request = HTTPClientRequest(url: (server.pagesURL ?? "") + path)
    request.method = method
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body { request.body = .bytes(body) }
    let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    let bytes = try await answer.body.collect(upTo: 64 * 1_048_576)
    return (answer.status.code, answer.headers, String(buffer: bytes))
  }

  @Test func `a site gets each request whole and answers with all its header fields`() async throws
  {
    try await withServer(site: EchoSite()) { server in
      let answer = try await ask(
        server, "/x?a=%C3%B6", headers: [("X-Who", "anna"), ("Cookie", "lang=en")])
      #expect(answer.status == 218)
      #expect(
        answer.text
          == "GET /x?a=%C3%B6 anna lang=en 127.0.0.1 0 \(server.trial.replica.author)")
      #expect(answer.headers["Set-Cookie"] == ["a=1", "b=2"])
      #expect(answer.headers["Content-Type"] == ["text/plain"])
      let posted = try await ask(server, "/x", method: .POST, body: Array("a=b".utf8))
      #expect(posted.text.hasSuffix(" 3 \(server.trial.replica.author)"))
      #expect(try await ask(server, "/x", method: .HEAD).text.isEmpty)
    }
  }

  @Test func `a form over the limit is refused before it is kept`() async throws {
    try await withServer(site: EchoSite(), adjust: { $0.limits.pageBytes = 1_000 }) { server in
      let body = [UInt8](repeating: 0x61, count: 1_001)
      let refused = try await ask(server, "/x", method: .POST, body: body)
      #expect(refused.status == 413)
      let taken = try await ask(server, "/x", method: .POST, body: Array(body.dropLast()))
      #expect(taken.status == 218)
    }
  }

  @Test func `forms beyond those that may wait get the page that says so`() async throws {
    let site = EchoSite()
    try await withServer(site: site, adjust: { $0.limits.waitingWrites = 0 }) { server in
      let answer = try await ask(server, "/x", method: .POST, body: Array("a=b".utf8))
      #expect(answer.status == 503)
      #expect(answer.text == "busy a=b")
      #expect(try await ask(server, "/x").status == 218)
    }
  }

  @Test func `the exchange and the pages do not answer for each other`() async throws {
    try await withServer(site: EchoSite()) { server in
      #expect(try await ask(server, "/v1/heads").status == 218)
      let exchange = try await server.ask(.get("/x"))
      #expect(exchange.status == 404)
    }
  }

  @Test func `the site hears its address, and is brought up to date behind answers`() async throws {
    let site = EchoSite()
    try await withServer(site: site) { server in
      #expect(site.address == server.pagesURL)
      var refreshed = site.refreshed.makeAsyncIterator()
      // Once as it begins, and once behind the answer.
      await refreshed.next()
      _ = try await ask(server, "/x")
      await refreshed.next()
      #expect(site.refreshes == 2)
    }
  }

  @Test func `pages in the open need their address, and a proxy that says who edits`() throws {
    var settings = ServerSettings()
    settings.allowsPlainHTTP = true
    var pages = PageSettings()
    pages.listener = ListenAddress(host: "0.0.0.0", port: 7_402)
    settings.pages = pages
    #expect(throws: ServerSettings.Misuse.self) { try settings.check() }
    settings.pages?.publicURL = "https://forlopp.example.org"
    #expect(throws: ServerSettings.Misuse.self) { try settings.check() }
    settings.pages?.personHeader = "X-User"
    #expect(throws: ServerSettings.Misuse.self) { try settings.check() }
    settings.pages?.personFrom = ["10.0.0.1"]
    try settings.check()
    settings.allowsPlainHTTP = false
    #expect(throws: ServerSettings.Misuse.self) { try settings.check() }
    settings.pages = PageSettings()
    settings.pages?.publicURL = "http://localhost:7402"
    try settings.check()
    // On loopback too, a public address says that others come through a proxy.
    settings.pages?.publicURL = "https://forlopp.example.org"
    #expect(throws: ServerSettings.Misuse.self) { try settings.check() }
    settings.pages?.publicURL = "no address"
    settings.allowsPlainHTTP = true
    #expect(throws: ServerSettings.Misuse.self) { try settings.check() }
  }
}

/// A site that says what it was asked.
private final class EchoSite: PageSite {
  private let state = NIOLockedValueBox<(address: String, refreshes: Int)>(("", 0))
  /// One element for each time that the site was brought up to date.
  let refreshed: AsyncStream<Void>
  private let pen: AsyncStream<Void>.Continuation

  init() {
    (refreshed, pen) = AsyncStream.makeStream()
  }

  var address: String { state.withLockedValue { $0.address } }
  var refreshes: Int { state.withLockedValue { $0.refreshes } }

  func begin(at address: String) { state.withLockedValue { $0.address = address } }
  func refresh(from replica: Replica) {
    state.withLockedValue { $0.refreshes += 1 }
    pen.yield()
  }

  func answer(_ request: PageRequest, with replica: Replica) -> PageAnswer {
    let parts = [
      request.method, request.target, request.fields["x-who"] ?? "-",
      request.fields["cookie"] ?? "-", request.remoteAddress, "\(request.body.count)",
      "\(replica.author)",
    ]
    return PageAnswer(
      status: 218,
      fields: [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")],
      bytes: Array(parts.joined(separator: " ").utf8))
  }

  func answerBusy(_ request: PageRequest) -> PageAnswer {
    PageAnswer(
      status: 503, fields: [("Content-Type", "text/plain")],
      bytes: Array("busy ".utf8) + request.body
    )
  }
}
