import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncHTTP

/// What is no well-formed request, byte for byte.
@Suite struct RawInputTests {
  @Test(arguments: [
    "hello\r\n\r\n",
    "GET /health HTTP/1.1\r\nHost: a\r\nbroken line\r\n\r\n",
    "POST /v1/push HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
    "POST /v1/push HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
  ])
  func `what is no request is answered with a problem and closed`(text: String) async throws {
    try await withServer { server in
      let answer = try await RawConnection.open(port: server.port) { connection in
        try await connection.send(text)
        let answer = try await connection.readAnswer()
        #expect(try await connection.readToEnd() == "")
        return answer
      }
      #expect(answer.status == 400)
      #expect(answer.body.contains(#""code":"malformed""#))
    }
  }

  @Test func `a body shorter than it says is no request`() async throws {
    try await withServer { server in
      let asking = try Asking.push([Array("{}".utf8)])
      let head = try asking.raw(to: server, length: 100)
      let answer = try await RawConnection.open(port: server.port) { connection in
        try await connection.send(head + asking.body)
        try await connection.finishSending()
        return try await connection.readAnswer()
      }
      #expect(answer.status == 400)
      #expect(try server.trial.replica.quarantine().isEmpty)
    }
  }

  @Test func `what follows a request without being one ends the connection behind the answer`()
    async throws
  {
    try await withServer { server in
      let text = try await RawConnection.open(port: server.port) { connection in
        try await connection.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\nrubbish\r\n\r\n")
        return try await connection.readToEnd()
      }
      #expect(text.hasPrefix("HTTP/1.1 200"))
      #expect(!text.dropFirst().contains("HTTP/1.1 "))
    }
  }

  @Test func `a chunked body without an end is refused at the limit`() async throws {
    try await withServer { server in
      let asking = Asking.post("/v1/compare", [])
      let head = try asking.raw(to: server, chunked: true)
      let chunk = Array(("10000\r\n" + String(repeating: " ", count: 65_536) + "\r\n").utf8)
      let answer = try await RawConnection.open(port: server.port) { connection in
        try await connection.send(head)
        for _ in 0..<300 { try await connection.send(chunk) }
        let answer = try await connection.readAnswer()
        _ = try await connection.readToEnd()
        return answer
      }
      #expect(answer.status == 413)
      #expect(answer.fields["connection"] == "close")
    }
  }

  @Test func `a client that waits to be asked for its body is asked`() async throws {
    try await withServer { server in
      var log = SignedLog()
      try log.append(.put(.note, .string("Rad")))
      var asking = try Asking.push(log.lines)
      asking.fields = [("Expect", "100-continue")]
      let (head, body) = (try asking.raw(to: server), asking.body)
      let statuses = try await RawConnection.open(port: server.port) { connection in
        try await connection.send(head)
        let interim = try await connection.readAnswer()
        try await connection.send(body)
        return [interim.status, try await connection.readAnswer().status]
      }
      #expect(statuses == [100, 200])
    }
  }

  @Test func `a refused client is not asked for its body`() async throws {
    try await withServer { server in
      var asking = try Asking.push([Array("{}".utf8)])
      asking.fields = [("Expect", "100-continue")]
      asking.key = .trial(.kalmar)
      let head = try asking.raw(to: server)
      let answer = try await RawConnection.open(port: server.port) { connection in
        try await connection.send(head)
        return try await connection.readAnswer()
      }
      #expect(answer.status == 401)
      #expect(answer.fields["connection"] == "close")
    }
  }
}
