/// Why a gzip stream cannot be read or written.
public enum GzipError: Error, Hashable, Sendable {
  /// The bytes are not gzip, are damaged, or something follows the last member.
  case damaged
  /// The stream ends inside a member.
  case truncated
  /// zlib has no memory or was built otherwise; the number is its return code.
  case library(code: Int32)

  /// The stable name of the error in JSON, logs and metrics.
  public var code: String {
    switch self {
    case .damaged: "gzip_damaged"
    case .truncated: "gzip_truncated"
    case .library: "gzip_library"
    }
  }

  /// What happened, what was left alone, and what to do next.
  public var message: String {
    switch self {
    case .damaged:
      "The gzip stream is damaged. What was read before the damage counts; fetch the file again."
    case .truncated:
      "The gzip stream ends too early. What was read counts; fetch the rest or copy it again."
    case .library(let code):
      "zlib failed with code \(code). Nothing more was read or written; free memory, try again."
    }
  }
}
