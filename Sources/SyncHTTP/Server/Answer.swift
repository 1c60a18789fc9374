import HTTPTypes
import HummingbirdCore
import NIOCore
import SyncWire

/// What the server answers, before it is written.
struct Answer: Sendable {
  enum Content: Sendable {
    case bytes([UInt8])
    /// Pieces, each read when the client has taken the one before.
    case pieces(@Sendable () async throws -> [UInt8]?)
  }

  /// Bodies with fewer bytes than this are not worth packing.
  static let packsFromBytes = 1_024

  let status: Int
  private(set) var fields: HTTPFields
  private(set) var content: Content

  /// Bytes that are packed already, or are not to be.
  init(status: Int = 200, type: String, content: Content, isPacked: Bool = false) {
    self.status = status
    self.content = content
    fields = [.contentType: type, .cacheControl: "no-store"]
    if isPacked { fields[.contentEncoding] = "gzip" }
    if status < 400 { fields[.vary] = "Accept-Encoding" }
  }

  /// JSON, packed where the client takes that and it is worth it.
  static func json(
    _ bytes: [UInt8], status: Int = 200, packs: Bool
  ) throws -> Answer {
    guard packs, bytes.count >= packsFromBytes else {
      return Answer(status: status, type: MediaTypes.json, content: .bytes(bytes))
    }
    return Answer(
      status: status, type: MediaTypes.json, content: .bytes(try packed(bytes)), isPacked: true)
  }

  /// Bytes packed with gzip, quickly rather than tightly.
  static func packed(_ bytes: [UInt8]) throws -> [UInt8] {
    var packed: [UInt8] = []
    let deflater = try Deflater(level: 1)
    try deflater.deflate(bytes) { packed += $0 }
    try deflater.finish { packed += $0 }
    return packed
  }

  /// A problem, with what goes with its status.
  static func problem(_ problem: Problem) -> Answer {
    var answer = Answer(
      status: problem.status, type: Problem.mediaType, content: .bytes(problem.encoded))
    if let seconds = problem.retryAfterSeconds { answer.fields[.retryAfter] = "\(seconds)" }
    switch problem.status {
    case 401: answer.set("Accept-Signature", SignatureGate.acceptSignature)
    case 415: answer.set("Accept-Encoding", "gzip")
    default: break
    }
    return answer
  }

  /// Sets a header field by a name that is known to be one.
  mutating func set(_ name: String, _ value: String) {
    guard let name = HTTPField.Name(name) else { return }
    fields[name] = value
  }

  /// Adds a header field beside those of the same name; the content's type and cache are set.
  mutating func add(_ name: String, _ value: String) {
    guard let name = HTTPField.Name(name) else { return }
    if name == .contentType || name == .cacheControl { fields[name] = nil }
    fields.append(HTTPField(name: name, value: value))
  }

  /// The answer for Hummingbird to write.
  ///
  /// - Parameters:
  ///   - isHead: send the header fields only.
  ///   - place: what is kept until all of it is written.
  ///   - ended: called when all is given to the connection, or cannot be.
  func response(
    isHead: Bool, holding place: Admission.Place?, ended: @escaping @Sendable (Bool) -> Void
  ) -> Response {
    let status = HTTPResponse.Status(code: status)
    let content = content
    if isHead { return Response(status: status, headers: fields, body: .init()) }
    let length = if case .bytes(let bytes) = content { bytes.count } else { Int?.none }
    let body = ResponseBody(contentLength: length) { writer in
      do {
        switch content {
        case .bytes(let bytes):
          try await writer.write(ByteBuffer(bytes: bytes))
        case .pieces(let next):
          while let piece = try await next() { try await writer.write(ByteBuffer(bytes: piece)) }
        }
        try await writer.finish(nil)
        ended(true)
      } catch {
        ended(false)
        throw error
      }
      withExtendedLifetime(place) {}
    }
    return Response(status: status, headers: fields, body: body)
  }
}
