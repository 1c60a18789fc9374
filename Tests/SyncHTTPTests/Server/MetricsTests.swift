import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncHTTP

@Suite struct MetricsTests {
  @Test func `what is asked and brought is counted, on a listener of its own`() async throws {
    try await withServer(adjust: { settings in
      settings.metricsListener = ListenAddress(host: "127.0.0.1", port: 0)
    }) { server in
      var log = SignedLog()
      try log.append(.put(.note, .string("Rad")))
      _ = try await server.ask(.push(log.lines))
      _ = try await server.ask(.get("/v1/nothing"))
      #expect(try await server.ask(.get("/metrics")).status == 404)
      let url = try #require(server.metricsURL)
      let answer = try await HTTPClient.shared.execute(
        HTTPClientRequest(url: url), timeout: .seconds(10))
      let body = try await answer.body.collect(upTo: 1_048_576)
      let lines = String(decoding: body.readableBytesView, as: UTF8.self).split(separator: "\n")
      #expect(
        answer.headers.first(name: "content-type")
          == "text/plain; version=0.0.4; charset=utf-8")
      #expect(lines.contains(#"syncd_requests_total{code="200",route="/v1/push"} 1"#))
      #expect(lines.contains(#"syncd_requests_total{code="404",route="other"} 2"#))
      #expect(lines.contains(#"syncd_changesets_total{outcome="merged"} 1"#))
      #expect(lines.contains("syncd_quarantined_lines 0"))
      #expect(lines.contains("syncd_open_conflicts 0"))
    }
  }
}
