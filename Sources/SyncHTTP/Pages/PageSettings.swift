import SyncExchange

/// Where pages are served, and how it is known who looks at them.
package struct PageSettings: Sendable {
  package var listener = ListenAddress(host: "127.0.0.1", port: 7_402)
  /// The address that people's browsers use, `https://HOST[:PORT]`, where a proxy or a name stands
  /// before the listener.
  package var publicURL: String?
  /// The header field in which a proxy names the person, and the addresses that are believed.
  package var personHeader: String?
  package var personFrom: Set<String> = []

  package init() {}

  /// - Throws: `Misuse` for pages in the open without their address or without a way to know who
  ///   edits, and for a header that is believed of nobody.
  func check() throws(ServerSettings.Misuse) {
    if let publicURL, Server(publicURL) == nil {
      throw .init(
        description: "\(publicURL) is no address. Give --pages-url https://HOST[:PORT].")
    }
    guard (personHeader == nil) == personFrom.isEmpty else {
      throw .init(description: "Give --person-header and --person-from together.")
    }
    // An address that is not this computer's own says that a proxy lets others in.
    let server = publicURL.flatMap { Server($0)?.address }
    let isForOthers = server.map { !Self.isLocal($0) } ?? false
    guard !listener.isLoopback || isForOthers, publicURL == nil || personHeader == nil else {
      return
    }
    throw .init(
      description: """
        Pages at \(server ?? "\(listener)") are reached by other computers. Give --pages-url, the address that \
        browsers use, and --person-header with --person-from, by which a proxy says who they are.
        """)
  }

  private static func isLocal(_ address: String) -> Bool {
    let host = address.split(separator: "/").dropFirst().first ?? ""
    return ["localhost", "127.0.0.1", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
  }
}
