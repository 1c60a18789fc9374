import AsyncHTTPClient
import Foundation
import NIOCore
import NIOSSL
package import SyncExchange

extension HTTPCarrier {
  /// Lets `body` exchange with servers; the connections are closed when it ends, however it ends.
  ///
  /// - Throws: `certificate_invalid` where the file of trusted certificates cannot be read, or
  ///   what `body` throws.
  package static func withServers<Result>(
    _ settings: ClientSettings = ClientSettings(),
    _ body: (@escaping Exchange.Connect) async throws -> Result
  ) async throws -> Result {
    try await withClient(settings) { client in
      try await body { exchange, destination, server in
        HTTPCarrier(
          exchange, to: destination,
          over: PeerLink(client: client, settings: settings, address: server.address))
      }
    }
  }

  /// The same with the bare client.
  static func withClient<Result>(
    _ settings: ClientSettings, _ body: (HTTPClient) async throws -> Result
  ) async throws -> Result {
    let client = HTTPClient(configuration: try configuration(settings))
    do {
      let result = try await body(client)
      try? await client.shutdown()
      return result
    } catch {
      try? await client.shutdown()
      throw error
    }
  }

  private static func configuration(
    _ settings: ClientSettings
  ) throws -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if let file = settings.trustedCertificates {
      tls.additionalTrustRoots = [.certificates(try certificates(file))]
    }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls,
      // A request is signed for one address; another one would not accept it.
      redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(
        connect: .init(settings.connectLimit), read: .init(settings.idleLimit),
        write: .init(settings.idleLimit)))
    configuration.httpVersion = .http1Only
    // We try again ourselves, and say why.
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }

  private static func certificates(_ file: URL) throws -> [NIOSSLCertificate] {
    do {
      return try NIOSSLCertificate.fromPEMFile(file.path)
    } catch {
      throw ExchangeError(
        .certificateInvalid,
        "\(file.path) holds no certificates that can be read. Nothing was exchanged.",
        hint: "Give --ca a PEM file with lines that begin with -----BEGIN CERTIFICATE-----.",
        cause: error)
    }
  }
}
