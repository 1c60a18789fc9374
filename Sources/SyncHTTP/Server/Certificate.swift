import Foundation
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOSSL

/// The server's certificate and key, read again without a connection being dropped: each new
/// connection gets the one that was read last.
final class Certificate: Sendable {
  private struct Pair: Sendable {
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource
  }

  private let files: CertificateFiles
  private let logger: Logger
  private let pair: NIOLockedValueBox<Pair>

  /// - Throws: `ServerFailure` with `certificate_unusable`.
  init(_ files: CertificateFiles, logger: Logger) throws {
    self.files = files
    self.logger = logger
    pair = NIOLockedValueBox(try Self.read(files, logger: logger))
  }

  /// How connections are made: TLS 1.2 or later, with whatever certificate is in force then.
  var configuration: TLSConfiguration {
    let pair = pair
    var configuration = Self.configuration(of: pair.withLockedValue { $0 })
    configuration.sslContextCallback = { _, promise in
      let now = pair.withLockedValue { $0 }
      var override = NIOSSLContextConfigurationOverride()
      override.certificateChain = now.chain
      override.privateKey = now.key
      promise.succeed(override)
    }
    return configuration
  }

  /// Reads the files again; what cannot be used leaves the old ones in force.
  func reread() {
    do {
      let read = try Self.read(files, logger: logger)
      pair.withLockedValue { $0 = read }
      logger.notice("The certificate was read again.")
    } catch {
      logger.error(
        "The certificate changed but cannot be used. The old one stays in force.",
        metadata: ["error.message": "\(error)"])
    }
  }

  private static func read(_ files: CertificateFiles, logger: Logger) throws -> Pair {
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(files.chain.path)
      let key = try NIOSSLPrivateKey(file: files.privateKey.path, format: .pem)
      let pair = Pair(chain: chain.map { .certificate($0) }, key: .privateKey(key))
      // Only a context finds out whether the key is the certificate's.
      _ = try NIOSSLContext(configuration: configuration(of: pair))
      if let first = chain.first, TimeInterval(first.notValidAfter) < Date().timeIntervalSince1970 {
        logger.error("The certificate has expired. Clients will refuse it.")
      }
      return pair
    } catch {
      throw ServerFailure.certificate(files, "\(error)")
    }
  }

  private static func configuration(of pair: Pair) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: pair.chain, privateKey: pair.key)
    configuration.minimumTLSVersion = .tlsv12
    return configuration
  }
}
