import NIOCore
import NIOPosix

/// A TCP connection that says exactly what a test gives it, HTTP or not.
struct RawConnection: ~Copyable {
  private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private var unread = ""
  let channel: any Channel

  /// One answer as it came.
  struct Answer {
    let status: Int
    /// Names in lower case.
    let fields: [String: String]
    let body: String
  }

  struct Ended: Error {}

  /// Opens a connection for the time of `body`.
  ///
  /// - Parameter receiveBytes: the size of the socket's own buffer; a small one shows who waits.
  static func open<Result>(
    port: Int, receiveBytes: Int? = nil,
    _ body: (inout RawConnection) async throws -> Result
  ) async throws -> Result {
    var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.allowRemoteHalfClosure, value: true)
    if let receiveBytes {
      bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: .init(receiveBytes))
    }
    let channel = try await bootstrap.connect(host: "127.0.0.1", port: port) { channel in
      channel.eventLoop.makeCompletedFuture {
        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
      }
    }
    return try await channel.executeThenClose { inbound, outbound in
      var connection = RawConnection(
        outbound: outbound, inbound: inbound.makeAsyncIterator(), channel: channel.channel)
      return try await body(&connection)
    }
  }

  private init(
    outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
    inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator, channel: any Channel
  ) {
    self.outbound = outbound
    self.inbound = inbound
    self.channel = channel
  }

  func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

  func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

  /// Says that nothing more will be sent.
  func finishSending() async throws { try await channel.close(mode: .output) }

  /// Some bytes more, or nil once the server has closed.
  private mutating func next() async throws -> String? {
    guard let buffer = try await inbound.next(isolation: #isolation) else { return nil }
    return String(decoding: buffer.readableBytesView, as: UTF8.self)
  }

  /// Everything until the server closes.
  mutating func readToEnd() async throws -> String {
    do {
      while let text = try await next() { unread += text }
    } catch {
      // A reset is an end too.
    }
    defer { unread = "" }
    return unread
  }

  /// The next answer; interim ones are answers too.
  ///
  /// - Throws: `Ended` where the server closes before a whole one has come.
  mutating func readAnswer() async throws -> Answer {
    let head = try await take(through: "\r\n\r\n")
    let lines = head.split(separator: "\r\n", omittingEmptySubsequences: true)
    let status = Int(lines[0].split(separator: " ")[1]) ?? 0
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      fields[parts[0].lowercased()] = parts[1].drop { $0 == " " }.description
    }
    var body = ""
    if let length = fields["content-length"].flatMap({ Int($0) }) {
      body = try await take(count: length)
    } else if fields["transfer-encoding"] == "chunked" {
      while true {
        let size = Int(try await take(through: "\r\n").dropLast(), radix: 16) ?? 0
        body += try await take(count: size)
        _ = try await take(through: "\r\n")
        if size == 0 { break }
      }
    }
    return Answer(status: status, fields: fields, body: body)
  }

  private mutating func take(through mark: String) async throws -> String {
    while true {
      if let range = unread.utf8.firstRange(of: Array(mark.utf8)) {
        let text = String(unread[..<range.upperBound])
        unread = String(unread[range.upperBound...])
        return text
      }
      guard let text = try await next() else { throw Ended() }
      unread += text
    }
  }

  private mutating func take(count: Int) async throws -> String {
    while unread.utf8.count < count {
      guard let text = try await next() else { throw Ended() }
      unread += text
    }
    let end = unread.utf8.index(unread.startIndex, offsetBy: count)
    defer { unread = String(unread[end...]) }
    return String(unread[..<end])
  }
}
