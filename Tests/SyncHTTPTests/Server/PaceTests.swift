import NIOCore
import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import TestSupport
import Testing

@testable import SyncHTTP

/// Slow clients are cut off. The limits are short here, and every test waits for what the server
/// does, never for a time.
@Suite struct PaceTests {
  @Test func `a connection that says nothing is closed`() async throws {
    try await withServer(adjust: { $0.limits.headWithin = .milliseconds(100) }) { server in
      let text = try await RawConnection.open(port: server.port) { connection in
        try await connection.send("GET /health HT")
        return try await connection.readToEnd()
      }
      #expect(text == "")
    }
  }

  @Test func `a connection is closed when it was idle behind an answer`() async throws {
    try await withServer(adjust: { $0.limits.idleWithin = .milliseconds(100) }) { server in
      let text = try await RawConnection.open(port: server.port) { connection in
        try await connection.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        return try await connection.readToEnd()
      }
      #expect(text.hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test func `a body that trickles is refused however many bytes still come`() async throws {
    try await withServer(adjust: { settings in
      settings.limits.rateGrace = .milliseconds(100)
      settings.limits.bytesPerSecond = 1_048_576
    }) { server in
      let head = try Asking.post("/v1/compare", []).raw(to: server, chunked: true)
      let answer = try await RawConnection.open(port: server.port) { connection in
        try await connection.send(head)
        try await connection.send("1\r\n \r\n")
        return try await connection.readAnswer()
      }
      #expect(answer.status == 408)
      #expect(answer.body.contains("too_slow"))
    }
  }

  @Test func `a client that does not read its answer is cut off`() async throws {
    try await withServer(adjust: { settings in
      settings.limits.rateGrace = .milliseconds(200)
      settings.limits.bytesPerSecond = 64 * 1_048_576
    }) { server in
      var log = SignedLog()
      let text = String(repeating: "lång text ", count: 50_000)
      for _ in 1...12 { try log.append(.put(.note, .string(text))) }
      try server.trial.receive(log.lines)
      let question = ChangesetsRequest(
        stretches: [RoundPlan.Stretch(log: log.name, after: 0, through: 12, mark: nil)],
        forkProofs: [])
      let asking = Asking.post("/v1/changesets", question.encoded)
      let (head, body) = (try asking.raw(to: server), asking.body)
      let sizeBytes = log.lines.reduce(0) { $0 + $1.count }
      let received = try await RawConnection.open(port: server.port, receiveBytes: 4_096) {
        connection in
        try await connection.send(head + body)
        try await server.log.waits(for: { $0.message == "An answer was cut off." })
        return try await connection.readToEnd()
      }
      #expect(received.utf8.count < sizeBytes)
    }
  }
}

/// How a connection's pace is judged, by the numbers.
@Suite struct ConnectionPaceTests {
  private var limits: ServerLimits {
    var limits = ServerLimits()
    limits.rateGrace = .seconds(10)
    limits.bytesPerSecond = 1_000
    return limits
  }

  @Test func `a body has a grace, and then a lowest rate`() {
    var pace = ConnectionPace(limits: limits, at: .uptimeNanoseconds(0))
    pace.beginRequest()
    pace.beginBody(at: .uptimeNanoseconds(0))
    pace.take(bytes: 5_000)
    #expect(pace.verdict(at: .uptimeNanoseconds(0) + .seconds(14)) == .keep)
    #expect(pace.verdict(at: .uptimeNanoseconds(0) + .seconds(16)) == .refuse)
    pace.take(bytes: 5_000)
    #expect(pace.verdict(at: .uptimeNanoseconds(0) + .seconds(16)) == .keep)
    pace.take(bytes: 1_000_000_000)
    #expect(pace.verdict(at: .uptimeNanoseconds(0) + .seconds(301)) == .refuse)
  }

  @Test func `the time that the server itself takes is not the client's`() {
    var pace = ConnectionPace(limits: limits, at: .uptimeNanoseconds(0))
    pace.beginRequest()
    pace.queue(bytes: 100, at: .uptimeNanoseconds(0))
    pace.sent(bytes: 100, at: .uptimeNanoseconds(0) + .seconds(1))
    #expect(pace.verdict(at: .uptimeNanoseconds(0) + .hours(1)) == .keep)
    pace.queue(bytes: 100, at: .uptimeNanoseconds(0) + .hours(1))
    #expect(pace.verdict(at: .uptimeNanoseconds(0) + .hours(1) + .seconds(20)) == .close)
  }
}
