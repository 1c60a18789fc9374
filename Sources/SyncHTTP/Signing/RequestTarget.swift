import Foundation

/// The absolute address of a request, in the one spelling that is signed.
///
/// Scheme and host are in lower case, the scheme's own port is left out and an empty path is `/`,
/// as clients send it (RFC 9110, section 4.2.3). Path and query stay as they are written.
struct RequestTarget: Hashable {
  let scheme: String
  /// The host, and the port unless it is the scheme's own.
  let authority: String
  let path: String
  /// With its question mark; empty where there is no query.
  let query: String

  /// The value of `@target-uri`.
  var text: String { "\(scheme)://\(authority)\(path)\(query)" }

  /// Nil unless the text is an `http` or `https` address in ASCII, without a user or a fragment.
  init?(_ text: String) {
    let isVisible = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    guard isVisible, let colon = text.firstRange(of: "://") else { return nil }
    scheme = text[..<colon.lowerBound].lowercased()
    let rest = text[colon.upperBound...]
    guard let port = Self.ports[scheme], !rest.contains("#") else { return nil }
    let place = rest.prefix { $0 != "/" && $0 != "?" }
    guard !place.isEmpty, !place.contains("@"), !place.hasPrefix(":") else { return nil }
    let authority = place.lowercased()
    // An address of IPv6 stands in brackets; elsewhere a colon begins the port, and there is one.
    let host = authority.lastIndex(of: "]") ?? authority.startIndex
    guard authority[host...].count(where: { $0 == ":" }) <= 1 else { return nil }
    self.authority =
      authority.hasSuffix(port) ? String(authority.dropLast(port.count)) : authority
    let path = rest[place.endIndex...].prefix { $0 != "?" }
    self.path = path.isEmpty ? "/" : String(path)
    query = String(rest[path.endIndex...])
  }

  private static let ports = ["http": ":80", "https": ":443"]
}
