import HTTPTypes
import NIOHTTP1
import SyncStore

extension Problem {
  static let notFound = Problem(
    status: 404, code: "not_found", detail: "Nothing is served at this path.",
    hint: "See /openapi.json; behind a proxy, check --public-url.")

  static func methodNotAllowed(_ route: ServerRoute) -> Problem {
    Problem(
      status: 405, code: "method_not_allowed",
      detail: "\(route.path) answers \(route.method.rawValue) only. Nothing was done.",
      hint: "See /openapi.json.")
  }

  static func unsupportedType(_ expected: String) -> Problem {
    Problem(
      status: 415, code: "unsupported_media_type",
      detail: "The body is not sent as \(expected), plain or with gzip. Nothing of it was read.",
      hint: "Set Content-Type to \(expected), and Content-Encoding to gzip or to nothing.")
  }

  static func malformed(_ detail: String) -> Problem {
    Problem(
      status: 400, code: "malformed", detail: "\(detail) Nothing was done.",
      hint: "See /openapi.json for what is expected.")
  }

  static func bodyTooLarge(limitBytes: Int) -> Problem {
    Problem(
      status: 413, code: "body_too_large",
      detail: "The body has more than \(limitBytes) bytes, packed or unpacked. Nothing was done.",
      hint: "Send it in smaller parts.")
  }

  static func tooManyLines(limit: Int) -> Problem {
    Problem(
      status: 413, code: "body_too_large",
      detail: "The body has more than \(limit) changesets. Nothing was done.",
      hint: "Send it in smaller parts.")
  }

  static let tooSlow = Problem(
    status: 408, code: "too_slow", detail: "The request came too slowly. Nothing was done.",
    hint: "Try again; if it stays so, look for what holds up the connection.")

  static let busy = Problem(
    status: 503, code: "busy", detail: "The server has no time now. Nothing was done.",
    hint: "Try again in a moment.")

  static let tooManyRequests = Problem(
    status: 429, code: "too_many_requests",
    detail: "Your party already has as many requests under way as it may. Nothing was done.",
    hint: "Wait for one of them to end.")

  static func scopeNotShared(_ scope: String) -> Problem {
    Problem(
      status: 403, code: "scope_not_shared",
      detail: "Peers here does not have your party receive \(scope). Nothing was sent.",
      hint: "Compare \"receives\" in both sides' Peers.")
  }

  static let headersTooLarge = Problem(
    status: 431, code: "headers_too_large",
    detail: "The header fields of the request are too large. Nothing was done.",
    hint: "Send fewer or shorter ones.")

  static let noHTTP = Problem(
    status: 400, code: "malformed", detail: "This is no HTTP/1.1 request. Nothing was done.",
    hint: "Check what stands between the client and the server.")

  /// A failure inside the server, with nothing of it told but where to look.
  static func `internal`(requestID: String) -> Problem {
    Problem(
      status: 500, code: "internal", detail: "The server failed. Nothing was done.",
      hint: "Its log has the reason, under request \(requestID).")
  }

  /// The failures of a replica that the other side may be told of; any other is internal.
  init?(_ error: StoreError) {
    switch error.code {
    case .unproven, .nothingToSnapshot:
      self.init(
        status: 409, code: error.code.rawValue,
        detail: "The server has no snapshot to give: it is not proven there, or there is nothing.",
        hint: "Ask another server, or pull the whole log.")
      return
    case .busy: break
    default: return nil
    }
    self.init(
      status: 503, code: "replica_locked",
      detail: "Another process keeps the server's replica busy. Nothing was done.",
      hint: "Try again in a moment.")
  }

  /// After how many seconds it is worth trying again, if it is.
  var retryAfterSeconds: Int? {
    switch code {
    case "replica_locked": 5
    case "busy", "too_many_requests": 2
    default: nil
    }
  }
}
