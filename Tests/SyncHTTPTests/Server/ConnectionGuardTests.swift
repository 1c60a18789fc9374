import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import SyncExchange
import Testing

@testable import SyncHTTP

@Suite struct ConnectionGuardTests {
  private let channel = EmbeddedChannel(
    handler: ConnectionGuard(
      limits: ServerLimits(), register: ConnectionRegister(),
      meters: Meters(factory: PrometheusFactory())))

  private func ask(_ path: String) throws {
    let head = HTTPRequest(method: .get, scheme: nil, authority: "a", path: path)
    try channel.writeInbound(HTTPRequestPart.head(head))
    try channel.writeInbound(HTTPRequestPart.end(nil))
  }

  /// The paths of the requests that were let through since the last call.
  private func taken() throws -> [String?] {
    var paths: [String?] = []
    while let part = try channel.readInbound(as: HTTPRequestPart.self) {
      if case .head(let head) = part { paths.append(head.path) }
    }
    return paths
  }

  private func answer(_ text: String) throws {
    let fields: HTTPFields = [.contentLength: "\(text.utf8.count)"]
    try channel.writeOutbound(
      HTTPResponsePart.head(HTTPResponse(status: .ok, headerFields: fields)))
    try channel.writeOutbound(HTTPResponsePart.body(ByteBuffer(string: text)))
  }

  @Test func `a request behind the last byte of an answer is taken before its end is noted`() throws
  {
    try ask("/1")
    #expect(try taken() == ["/1"])
    try answer("ok")
    try ask("/2")
    #expect(try taken() == ["/2"])
    try channel.writeOutbound(HTTPResponsePart.end(nil))
    try answer("ok")
    try channel.writeOutbound(HTTPResponsePart.end(nil))
    try ask("/3")
    #expect(try taken() == ["/3"])
    _ = try channel.finish()
  }

  @Test func `a request before its turn is not taken`() throws {
    try ask("/1")
    try ask("/2")
    #expect(try taken() == ["/1"])
    _ = try channel.finish(acceptAlreadyClosed: true)
  }
}
