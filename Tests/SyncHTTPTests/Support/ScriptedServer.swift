import NIOCore
import NIOPosix

/// A server that answers whatever a test tells it to, byte by byte: the liar of the tests.
struct ScriptedServer: Sendable {
  /// A request as it came in.
  struct Request: Sendable {
    let method: String
    let path: String
    let body: [UInt8]
  }

  /// What goes back; the connection is closed after it where the answer has no length.
  struct Reply: Sendable {
    /// The bytes of head and content.
    let bytes: [UInt8]
    /// What follows them again and again until the client goes away.
    var endless: [UInt8] = []
    /// Whether the connection ends here.
    var isLast = false

    /// A whole answer.
    static func status(
      _ status: String, type: String = "application/json", fields: [String] = [],
      _ content: [UInt8] = []
    ) -> Reply {
      let head = [
        "HTTP/1.1 \(status)", "Content-Type: \(type)", "Content-Length: \(content.count)",
      ]
      return Reply(bytes: Self.head(head + fields) + content)
    }

    /// The beginning of an answer without a length.
    static func stream(
      type: String = "application/jsonl", fields: [String] = [], _ content: [UInt8],
      endless: [UInt8] = []
    ) -> Reply {
      let head = ["HTTP/1.1 200 OK", "Content-Type: \(type)", "Connection: close"]
      return Reply(bytes: Self.head(head + fields) + content, endless: endless, isLast: true)
    }

    private static func head(_ lines: [String]) -> [UInt8] {
      Array((lines + ["", ""]).joined(separator: "\r\n").utf8)
    }
  }

  typealias Script = @Sendable (Request) async throws -> Reply

  let port: Int
  var address: String { "http://127.0.0.1:\(port)" }

  /// Serves as long as `body` runs.
  static func run<Result>(
    _ script: @escaping Script, _ body: (ScriptedServer) async throws -> Result
  ) async throws -> Result {
    let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .bind(host: "127.0.0.1", port: 0) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    let server = ScriptedServer(port: listener.channel.localAddress?.port ?? 0)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await listener.executeThenClose { clients in
          try await withThrowingDiscardingTaskGroup { connections in
            for try await client in clients {
              connections.addTask { try? await serve(client, script) }
            }
          }
        }
      }
      defer { group.cancelAll() }
      return try await body(server)
    }
  }

  private static func serve(
    _ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ script: Script
  ) async throws {
    try await client.executeThenClose { inbound, outbound in
      var bytes: [UInt8] = []
      for try await buffer in inbound {
        bytes += buffer.readableBytesView
        while let (request, length) = request(in: bytes) {
          bytes.removeFirst(length)
          let reply = try await script(request)
          try await outbound.write(ByteBuffer(bytes: reply.bytes))
          while !reply.endless.isEmpty {
            try await outbound.write(ByteBuffer(bytes: reply.endless))
          }
          if reply.isLast { return }
        }
      }
    }
  }

  /// The first whole request and how many bytes it takes.
  private static func request(in bytes: [UInt8]) -> (Request, Int)? {
    let gap = Array("\r\n\r\n".utf8)
    guard bytes.count >= gap.count,
      let end = (0...(bytes.count - gap.count)).first(where: {
        Array(bytes[$0..<($0 + gap.count)]) == gap
      })
    else { return nil }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    let words = lines[0].split(separator: " ").map(String.init)
    let length =
      lines.first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
    let start = end + gap.count
    guard bytes.count >= start + length else { return nil }
    let body = Array(bytes[start..<(start + length)])
    return (Request(method: words[0], path: words[1], body: body), start + length)
  }
}
