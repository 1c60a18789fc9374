package import Foundation
import SyncExchange

/// What a server of the exchange is told by whoever starts it.
package struct ServerSettings: Sendable {
  /// Where requests come in. Port 0 takes any free one; `ExchangeServer.listening` tells which.
  package var listener = ListenAddress(host: "127.0.0.1", port: 7_400)
  /// The address that clients use, as their signatures name it; nil: that of the listener.
  package var publicURL: String?
  /// Nil serves plain http.
  package var certificate: CertificateFiles?
  /// Where Prometheus reads the metrics; nil: nowhere.
  package var metricsListener: ListenAddress? = ListenAddress(host: "127.0.0.1", port: 7_401)
  /// Where pages for people are served; nil: nowhere.
  package var pages: PageSettings?
  /// Whether plain http is served on an address that other computers reach, as behind a proxy.
  package var allowsPlainHTTP = false
  /// How long requests under way may take to end once the server is asked to stop.
  package var stopsWithin: Duration = .seconds(20)
  /// Whether SIGTERM and SIGINT stop the server, and SIGHUP makes it read Peers and certificate.
  package var heedsSignals = false
  package var limits = ServerLimits()

  package init() {}

  /// Why a server must not be started like this: the command line was wrong.
  package struct Misuse: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  /// - Throws: `Misuse` for plain http in the open, or a public address that is none.
  package func check() throws(Misuse) {
    if let publicURL, Server(publicURL) == nil {
      throw Misuse(
        description: "\(publicURL) is no address. Give --public-url https://HOST[:PORT][/PATH].")
    }
    try pages?.check()
    let open = [listener, pages?.listener].compactMap { $0 }.first { !$0.isLoopback }
    guard certificate == nil, !allowsPlainHTTP, let open else { return }
    throw Misuse(
      description: """
        Plain http on \(open) would let anyone on the way read along. Give --certificate and \
        --private-key; or, behind a proxy that ends TLS, --allow-plain-http.
        """)
  }
}

/// Two files in PEM form: the chain, the server's own certificate first, and its private key.
package struct CertificateFiles: Hashable, Sendable {
  package let chain: URL
  package let privateKey: URL

  package init(chain: URL, privateKey: URL) {
    self.chain = chain
    self.privateKey = privateKey
  }
}

/// A host and port to listen on, written `HOST:PORT`.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  package let host: String
  package let port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `HOST:PORT`; an IPv6 address stands in brackets. Nil for anything else.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"),
      let port = UInt16(text[text.index(after: colon)...])
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty else { return nil }
    self.init(host: String(host), port: Int(port))
  }

  package var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  /// Whether only this computer reaches it. A name other than `localhost` counts as reachable.
  package var isLoopback: Bool {
    host == "localhost" || host == "::1" || (host.hasPrefix("127.") && isNumeric)
  }

  private var isNumeric: Bool { host.allSatisfy { $0.isNumber || $0 == "." } }
}
