import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncHTTP

/// What a request says, and how far it is as it should be.
struct Asking {
  var method = "GET"
  var path: String
  var body: [UInt8] = []
  var type: String?
  var isPacked = false
  var author: Author = .vgr
  /// Nil: that of the author.
  var key: SigningKey?
  /// The address that is signed; nil: the one that is asked.
  var target: String?
  var receiver: String?
  var isSigned = true
  var fields: [(String, String)] = []

  static func get(_ path: String) -> Asking { Asking(path: path) }

  static func post(_ path: String, _ body: [UInt8], type: String = "application/json") -> Asking {
    Asking(method: "POST", path: path, body: body, type: type)
  }

  /// Changesets for `/v1/push`.
  static func push(_ lines: [[UInt8]], packed: Bool = false) throws -> Asking {
    let plain = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    var asking = Asking.post(
      "/v1/push", packed ? try gzip(plain) : plain, type: "application/jsonl")
    asking.isPacked = packed
    return asking
  }

  static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    var packed: [UInt8] = []
    let deflater = try Deflater()
    try deflater.deflate(bytes) { packed += $0 }
    try deflater.finish { packed += $0 }
    return packed
  }

  func by(_ author: Author) -> Asking {
    var copy = self
    copy.author = author
    return copy
  }

  /// The header fields, but those of the connection.
  func headers(to server: RunningServer) throws -> [(String, String)] {
    var headers = fields
    if let type { headers.append(("Content-Type", type)) }
    if isPacked { headers.append(("Content-Encoding", "gzip")) }
    guard isSigned else { return headers }
    let signer = RequestSigner(author: author, key: key ?? .trial(author))
    return headers
      + (try signer.headers(
        method: method, target: target ?? server.url + path, receiver: receiver ?? server.party,
        body: body, at: .midsummer
      ).map { ($0.name, $0.value) })
  }

  /// The request as bytes of HTTP/1.1.
  func raw(to server: RunningServer, length: Int? = nil, chunked: Bool = false) throws -> [UInt8] {
    var text = "\(method) \(path) HTTP/1.1\r\nHost: example.invalid\r\n"
    for (name, value) in try headers(to: server) { text += "\(name): \(value)\r\n" }
    if chunked {
      text += "Transfer-Encoding: chunked\r\n"
    } else if method == "POST" || length != nil {
      text += "Content-Length: \(length ?? body.count)\r\n"
    }
    return Array((text + "\r\n").utf8)
  }
}

/// What came back.
struct Answered {
  let status: Int
  let fields: HTTPHeaders
  let body: [UInt8]

  /// The body as JSON; null where it is none.
  var json: Value { (try? RelaxedJSON.read(body)) ?? .null }

  /// The code of a problem.
  var problem: String? { json["code"]?.asText?.string }

  /// The body without gzip.
  func unpacked() throws -> [UInt8] {
    guard fields.first(name: "content-encoding") == "gzip" else { return body }
    var plain: [UInt8] = []
    let inflater = try Inflater()
    try inflater.inflate(body) { plain += $0 }
    try inflater.finish()
    return plain
  }
}

extension RunningServer {
  /// It unpacks nothing by itself, unlike the shared one, and lives as long as the tests.
  private static let client = HTTPClient(eventLoopGroupProvider: .singleton)

  /// Sends a request over a real connection.
  func ask(_ asking: Asking) async throws -> Answered {
    var request = HTTPClientRequest(url: url + asking.path)
    request.method = HTTPMethod(rawValue: asking.method)
    for (name, value) in try asking.headers(to: self) {
      request.headers.add(name: name, value: value)
    }
    if asking.method == "POST" { request.body = .bytes(ByteBuffer(bytes: asking.body)) }
    let response = try await Self.client.execute(request, timeout: .seconds(30))
    let body = try await response.body.collect(upTo: 256 * 1_048_576)
    return Answered(
      status: Int(response.status.code), fields: response.headers,
      body: Array(body.readableBytesView))
  }

  /// Asks with a message and reads the reply.
  func ask<Reply: Message>(
    _ path: String, _ message: some Message, by author: Author = .vgr, as _: Reply.Type
  ) async throws -> Reply {
    try Reply(decoding: await ask(.post(path, message.encoded).by(author)).unpacked())
  }
}
