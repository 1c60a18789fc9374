import Foundation
import SyncHTTP

/// Keeps out requests that another site made a browser send: by a name of its own that it points
/// here (DNS rebinding), or by a form of its own that posts here (request forgery).
///
/// Source: Fetch Metadata (W3C), RFC 6454 section 7.
struct OriginCheck {
  /// Host and port of the listener and of the public address.
  private let hosts: Set<String>

  /// - Parameter addresses: `SCHEME://HOST[:PORT]` of everything that browsers may call this.
  init(addresses: [String]) {
    hosts = Set(addresses.compactMap(Self.host))
  }

  /// Why the request is not taken, as a phrase of `Words`; nil if it is.
  func refusal(_ request: PageRequest) -> String? {
    guard let host = request.fields["host"]?.lowercased(), isOwn(host) else {
      return "refused_host"
    }
    guard request.writes else { return nil }
    if let site = request.fields["sec-fetch-site"] {
      return site == "same-origin" ? nil : "refused_origin"
    }
    guard let origin = request.fields["origin"].flatMap(Self.host),
      origin == host || hosts.contains(origin)
    else { return "refused_origin" }
    return nil
  }

  /// Loopback by its own names is nobody else's, whatever the port.
  private func isOwn(_ host: String) -> Bool {
    if hosts.contains(host) { return true }
    return ["localhost", "127.0.0.1", "[::1]"].contains { name in
      host == name || host.hasPrefix(name + ":")
    }
  }

  private static func host(of address: String) -> String? {
    guard let slashes = address.range(of: "://") else { return nil }
    let host = address[slashes.upperBound...].prefix { $0 != "/" }.lowercased()
    // Browsers leave out the port that goes with the scheme.
    let standard = address.hasPrefix("https:") ? ":443" : ":80"
    return host.hasSuffix(standard) ? String(host.dropLast(standard.count)) : host
  }
}
