import SyncCore

/// A failure as it stands in an HTTP answer: problem details (RFC 9457) with a `code` and a `hint`.
///
/// Codes are the same as on the command line, in logs and in metrics.
package struct Problem: Error, Hashable, Message {
  package static let mediaType = "application/problem+json"

  /// The HTTP status, 400 to 599.
  package let status: Int
  package let code: String
  /// What happened, and what was left unchanged.
  package let detail: String
  /// What to do next.
  package let hint: String

  package init(status: Int, code: String, detail: String, hint: String) {
    self.status = status
    self.code = code
    self.detail = detail
    self.hint = hint
  }

  init(_ place: MessagePlace) throws(MessageError) {
    status = Int(clamping: try place.required("status").count())
    code = try place.required("code").string()
    detail = try place.required("detail").string()
    hint = try place.optional("hint")?.string() ?? ""
  }

  /// `type` is `urn:syncd:problem:CODE`, for programs that go by it.
  var value: Value {
    .object([
      ("type", .string("urn:syncd:problem:\(code)")),
      ("title", .string(code.replacing("_", with: " "))), ("status", .integer(Int64(status))),
      ("detail", .string(detail)), ("code", .string(code)), ("hint", .string(hint)),
    ])
  }
}
