import HTTPTypes

/// Everything that the server answers; the OpenAPI document describes exactly these.
enum ServerRoute: String, CaseIterable, Sendable {
  case health = "/health"
  case ready = "/ready"
  case openAPI = "/openapi.json"
  case compare = "/v1/compare"
  case heads = "/v1/heads"
  case changesets = "/v1/changesets"
  case push = "/v1/push"
  case proof = "/v1/proof"
  case snapshot = "/v1/snapshot"

  /// The path under the public address; none has a part that varies.
  var path: String { rawValue }

  var method: HTTPRequest.Method {
    switch self {
    case .health, .ready, .openAPI, .proof, .snapshot: .get
    case .compare, .heads, .changesets, .push: .post
    }
  }

  /// Whether a signature by an author in Peers is required.
  var isSigned: Bool {
    switch self {
    case .health, .ready, .openAPI: false
    case .compare, .heads, .changesets, .push, .proof, .snapshot: true
    }
  }

  /// The type of the body that a request has to bring; nil where it brings none.
  var bodyType: String? {
    switch self {
    case .health, .ready, .openAPI, .proof, .snapshot: nil
    case .compare, .heads, .changesets: MediaTypes.json
    case .push: MediaTypes.jsonLines
    }
  }
}

/// The media types of the exchange.
enum MediaTypes {
  static let json = "application/json"
  static let jsonLines = "application/jsonl"
}
