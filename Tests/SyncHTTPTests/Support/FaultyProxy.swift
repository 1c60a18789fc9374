import NIOCore
import NIOPosix
import Synchronization

/// Stands between clients and a server on this machine, counts what passes, and spoils it as told.
final class FaultyProxy: Sendable {
  enum Direction: Sendable, CaseIterable {
    /// From the client to the server.
    case up
    case down
  }

  /// What goes wrong, once: the next connections are good again.
  enum Fault: Sendable, Hashable {
    case none
    /// Both sides are cut off when so many bytes have passed that way.
    case cut(Direction, afterBytes: Int)
    /// Nothing passes that way any more after so many bytes, and nobody says so.
    case stall(Direction, afterBytes: Int)
    /// Everything passes in pieces of so many bytes.
    case crumble(Direction, pieceBytes: Int)
  }

  /// What has passed since the proxy began, or since `reset`.
  struct Traffic: Sendable, Hashable {
    var connections = 0
    var requests = 0
    var upBytes = 0
    var downBytes = 0

    var bytes: Int { upBytes + downBytes }
  }

  private struct State {
    var target = 0
    var fault = Fault.none
    var traffic = Traffic()
  }

  let port: Int
  var address: String { "http://127.0.0.1:\(port)" }
  var traffic: Traffic { state.withLock { $0.traffic } }

  private let state = Mutex(State())

  private init(port: Int) {
    self.port = port
  }

  /// Counts from nothing again, and spoils as told from here on.
  func reset(_ fault: Fault = .none) {
    state.withLock {
      $0.fault = fault
      $0.traffic = Traffic()
    }
  }

  /// Names the port on this machine where the server is; until then every connection is cut off.
  func aim(at address: String) {
    let port = address.split(separator: ":").last.flatMap { Int($0) } ?? 0
    state.withLock { $0.target = port }
  }

  /// Whether the fault that was ordered has not happened yet.
  var isWaiting: Bool { state.withLock { $0.fault != .none } }

  /// Runs a proxy as long as `body` runs.
  static func run<Result>(
    _ body: (FaultyProxy) async throws -> Result
  ) async throws -> Result {
    let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: "127.0.0.1", port: 0) { channel in
        channel.eventLoop.makeCompletedFuture { try Pipe(wrappingChannelSynchronously: channel) }
      }
    let proxy = FaultyProxy(port: listener.channel.localAddress?.port ?? 0)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await listener.executeThenClose { clients in
          try await withThrowingDiscardingTaskGroup { connections in
            for try await client in clients {
              connections.addTask { try? await proxy.join(client) }
            }
          }
        }
      }
      defer { group.cancelAll() }
      return try await body(proxy)
    }
  }

  private typealias Pipe = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  private func join(_ client: Pipe) async throws {
    let port = state.withLock { state in
      state.traffic.connections += 1
      return state.target
    }
    try await client.executeThenClose { fromClient, toClient in
      let server = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .connect(host: "127.0.0.1", port: port) { channel in
          channel.eventLoop.makeCompletedFuture { try Pipe(wrappingChannelSynchronously: channel) }
        }
      try await server.executeThenClose { fromServer, toServer in
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await self.pass(fromClient, to: toServer, .up) }
          group.addTask { try await self.pass(fromServer, to: toClient, .down) }
          // Whichever side ends, both do: what is under way ends with it.
          defer { group.cancelAll() }
          try await group.next()
        }
      }
    }
  }

  private func pass(
    _ source: NIOAsyncChannelInboundStream<ByteBuffer>,
    to sink: NIOAsyncChannelOutboundWriter<ByteBuffer>, _ direction: Direction
  ) async throws {
    var seen = RequestCounter()
    for try await buffer in source {
      var rest = buffer
      while rest.readableBytes > 0 {
        switch next(direction, of: rest.readableBytes) {
        case .pass(let count):
          guard let piece = rest.readSlice(length: count) else { return }
          if direction == .up {
            let requests = seen.count(in: piece)
            state.withLock { $0.traffic.requests += requests }
          }
          try await sink.write(piece)
        case .cut:
          return
        case .stall:
          try await Self.forever()
        }
      }
    }
  }

  private enum Step {
    case pass(Int)
    case cut
    case stall
  }

  /// What to do with the next bytes; counts those that pass.
  private func next(_ direction: Direction, of available: Int) -> Step {
    state.withLock { state in
      let passed = direction == .up ? state.traffic.upBytes : state.traffic.downBytes
      var count = available
      switch state.fault {
      case .cut(direction, let limit), .stall(direction, let limit):
        count = min(count, limit - passed)
        if count <= 0 {
          defer { state.fault = .none }
          if case .stall = state.fault { return .stall }
          return .cut
        }
      case .crumble(direction, let pieceBytes): count = min(count, pieceBytes)
      default: break
      }
      if direction == .up {
        state.traffic.upBytes += count
      } else {
        state.traffic.downBytes += count
      }
      return .pass(count)
    }
  }

  /// Ends by cancellation alone.
  private static func forever() async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    for await _ in stream {}
    continuation.finish()
    try Task.checkCancellation()
  }
}

/// Counts the requests in a stream of bytes by the ends of their first lines.
private struct RequestCounter {
  private static let mark = Array(" HTTP/1.1\r\n".utf8)
  private var matched = 0

  mutating func count(in buffer: ByteBuffer) -> Int {
    var count = 0
    for byte in buffer.readableBytesView {
      if byte == Self.mark[matched] {
        matched += 1
      } else {
        matched = byte == Self.mark[0] ? 1 : 0
      }
      if matched == Self.mark.count {
        count += 1
        matched = 0
      }
    }
    return count
  }
}
