/// A request for a page, with nothing in it of how it came over the network.
package struct PageRequest: Sendable {
  /// `GET`, `HEAD`, `POST` or any other, as it came.
  package let method: String
  /// The path and query as they came, percent-encoded.
  package let target: String
  /// The fields that came once, names in lower case, and of others the first.
  package let fields: [String: String]
  /// The names of fields that came more than once, in lower case.
  package let repeated: Set<String>
  package let body: [UInt8]
  /// The IP address of whoever connected; empty where it is not known.
  package let remoteAddress: String

  package init(
    method: String = "GET", target: String, fields: [String: String] = [:],
    repeated: Set<String> = [], body: [UInt8] = [],
    remoteAddress: String = "127.0.0.1"
  ) {
    self.method = method
    self.target = target
    self.fields = fields
    self.repeated = repeated
    self.body = body
    self.remoteAddress = remoteAddress
  }

  /// Whether the request may write: anything that is not a question.
  package var writes: Bool { method != "GET" && method != "HEAD" }
}

/// What a page answers: a status, header fields and bytes.
package struct PageAnswer: Sendable {
  package var status: Int
  package var fields: [(name: String, value: String)]
  package var bytes: [UInt8]

  package init(
    status: Int = 200, fields: [(name: String, value: String)] = [], bytes: [UInt8] = []
  ) {
    self.status = status
    self.fields = fields
    self.bytes = bytes
  }
}
