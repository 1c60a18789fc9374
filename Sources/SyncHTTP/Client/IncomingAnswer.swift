import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SyncExchange
import SyncWire

/// An answer of a server while it comes in: unpacked piece by piece, within the time of a request.
struct IncomingAnswer {
  private let response: HTTPClientResponse
  private let address: String
  private let limit: Duration
  private let began: ContinuousClock.Instant

  init(
    _ response: HTTPClientResponse, address: String, limit: Duration,
    began: ContinuousClock.Instant
  ) {
    self.response = response
    self.address = address
    self.limit = limit
    self.began = began
  }

  var status: Int { Int(response.status.code) }
  var location: String? { response.headers.first(name: "Location") }

  /// The type of the content in lower case, without parameters.
  var mediaType: String {
    let field = response.headers.first(name: "Content-Type") ?? "nothing known"
    return field.prefix { $0 != ";" && $0 != " " }.lowercased()
  }

  /// `Retry-After` as seconds; a date there counts as nothing, clocks decide nothing.
  var requestedPause: Duration? {
    response.headers.first(name: "Retry-After").flatMap { Int64($0) }.map {
      .seconds(min(max($0, 0), 86_400))
    }
  }

  /// Hands out the content, unpacked, in pieces of at most 64 KiB where it was packed.
  ///
  /// - Parameter arrived: called with the number of bytes on the wire for each piece.
  /// - Throws: `Trouble`, what the connection says, or what `take` throws.
  func pieces(
    arrived: (Int) -> Void = { _ in }, _ take: ([UInt8]) throws -> Void
  ) async throws {
    let inflater = try isPacked() ? Inflater() : nil
    do {
      for try await buffer in response.body {
        arrived(buffer.readableBytes)
        let bytes = Array(buffer.readableBytesView)
        if let inflater {
          try inflater.inflate(bytes) { piece in
            try requireTime()
            try take(piece)
          }
        } else {
          try take(bytes)
        }
        try requireTime()
      }
      try Task.checkCancellation()
      try inflater?.finish()
    } catch GzipError.truncated {
      throw Trouble.lost(address, "the answer ends too early")
    } catch GzipError.damaged {
      throw Trouble.lost(address, "the answer is damaged")
    }
  }

  /// The whole content.
  ///
  /// - Throws: as `pieces`; a content over the limit is not understood.
  func whole(limitBytes: Int) async throws -> [UInt8] {
    var whole: [UInt8] = []
    try await pieces { piece in
      guard whole.count + piece.count <= limitBytes else {
        throw Trouble.notUnderstood(address, "sent an answer of more than \(limitBytes) bytes")
      }
      whole += piece
    }
    return whole
  }

  private func isPacked() throws -> Bool {
    switch response.headers.first(name: "Content-Encoding")?.lowercased() {
    case nil, "identity": return false
    case "gzip": return true
    case let other?:
      throw Trouble.notUnderstood(
        address, "packs its answer in a way not asked for (\(Trouble.printable(other)))")
    }
  }

  /// A byte now and then keeps a connection alive; the whole answer has its time all the same.
  private func requireTime() throws {
    if ContinuousClock.now - began > limit { throw Trouble.tooLong(address, limit: limit) }
  }
}
