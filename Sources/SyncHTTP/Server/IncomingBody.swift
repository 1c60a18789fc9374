import HTTPTypes
import HummingbirdCore
import NIOCore
import SyncCore
import SyncWire

/// The body of one request, read within the limits.
struct IncomingBody {
  /// A body as it came, with its hash.
  struct Whole: Sendable {
    let bytes: [UInt8]
    let digest: ContentHash
    let isPacked: Bool
  }

  private let request: Request
  private let channel: any Channel
  /// Whether there is nothing left of it to read.
  private(set) var isDone: Bool
  /// Hummingbird's body can be read once.
  private var isBegun = false
  private let discardBytes: Int

  /// - Parameter discardBytes: how much is read and thrown away so that a refusal can be read.
  init(_ request: Request, channel: any Channel, discardBytes: Int) {
    self.discardBytes = discardBytes
    self.request = request
    self.channel = channel
    let length = request.headers[.contentLength]
    isDone = request.headers[.transferEncoding] == nil && (length == nil || length == "0")
  }

  /// Refuses a body of another type than the route takes; a route without a body takes any.
  func requireType(_ expected: String?) throws(Problem) {
    guard let expected else { return }
    let type = request.headers[.contentType]?.split(separator: ";").first
    let name = type?.filter { $0 != " " }.lowercased()
    guard name == expected, ["", "identity", "gzip"].contains(encoding) else {
      throw .unsupportedType(expected)
    }
  }

  /// What the client says that the body has.
  private var length: Int? { request.headers[.contentLength].flatMap { Int($0) } }

  private var encoding: String { request.headers[.contentEncoding]?.lowercased() ?? "" }

  /// Reads on without keeping anything, for clients that take no answer before they have sent
  /// their body; a client that waits to be asked for it, or has more than this, is not waited for.
  mutating func discard() async {
    guard !isDone, !isBegun, request.headers[.expect] == nil, length ?? 0 <= discardBytes else {
      return
    }
    channel.triggerUserOutboundEvent(ConnectionGuard.BodyWanted(), promise: nil)
    var rest = discardBytes
    do {
      for try await piece in request.body {
        rest -= piece.readableBytes
        if rest < 0 { return }
      }
      isDone = true
    } catch {
      // Cut off or too slow: the answer goes out, and the connection ends with it.
    }
  }

  /// Reads it all, and asks a client that waits for it to go on.
  ///
  /// - Throws: `body_too_large`, as soon as it is known; `too_slow`; `malformed` where it is cut
  ///   off or not what its header fields say.
  mutating func read(limitBytes: Int) async throws(Problem) -> Whole {
    if let length, length > limitBytes { throw .bodyTooLarge(limitBytes: limitBytes) }
    isBegun = true
    channel.triggerUserOutboundEvent(ConnectionGuard.BodyWanted(), promise: nil)
    var bytes: [UInt8] = []
    var count = 0
    var hasher = SHA256Hasher()
    do {
      for try await piece in request.body {
        count += piece.readableBytes
        guard count <= limitBytes else {
          bytes = []
          if count > discardBytes { throw Problem.bodyTooLarge(limitBytes: limitBytes) }
          continue
        }
        hasher.update(piece.readableBytesView)
        bytes.append(contentsOf: piece.readableBytesView)
      }
    } catch let problem as Problem {
      throw problem
    } catch is ConnectionGuard.TooSlow {
      throw .tooSlow
    } catch {
      throw .malformed("The body ends early, or is not what its header fields say.")
    }
    isDone = true
    guard count <= limitBytes else { throw .bodyTooLarge(limitBytes: limitBytes) }
    return Whole(bytes: bytes, digest: hasher.finish(), isPacked: encoding == "gzip")
  }
}

extension IncomingBody.Whole {
  /// The body as it was before it was packed, piece by piece.
  ///
  /// - Throws: `body_too_large` for what unpacks to more than the limit, as soon as it does;
  ///   `malformed` for damaged or cut gzip; or what `emit` throws.
  func unpack(limitBytes: Int, _ emit: ([UInt8]) throws -> Void) throws {
    guard isPacked else { return try emit(bytes) }
    var count = 0
    do {
      let inflater = try Inflater()
      try inflater.inflate(bytes) { piece in
        count += piece.count
        guard count <= limitBytes else { throw Problem.bodyTooLarge(limitBytes: limitBytes) }
        try emit(piece)
      }
      try inflater.finish()
    } catch GzipError.damaged, GzipError.truncated {
      throw Problem.malformed("The body is not whole gzip.")
    }
  }

  /// Reads it as a message.
  ///
  /// - Throws: `malformed` with the path of the value that is wrong, or what `unpack` throws.
  func message<Kind: Message>(_: Kind.Type, limitBytes: Int) throws -> Kind {
    var plain: [UInt8] = []
    try unpack(limitBytes: limitBytes) { plain += $0 }
    do throws(MessageError) {
      return try Kind(decoding: plain)
    } catch {
      throw Problem.malformed(error.message)
    }
  }
}
