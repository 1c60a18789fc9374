import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import SyncExchange

/// Looks at the certificates of a server that was not accepted, to say in words what is wrong.
///
/// The TLS library says only that it did not accept them. Nothing is sent to the server, and what
/// is seen here decides nothing but the words.
struct CertificateProbe: Sendable {
  let address: String
  let limit: Duration

  /// The same trouble, with its cause in words where that can be found out.
  func explained(_ trouble: Trouble) async -> Trouble {
    guard let url = URLComponents(string: address), let host = url.host, url.scheme == "https",
      let chain = try? await chain(host: host, port: url.port ?? 443)
    else { return trouble }
    let isOtherName = trouble.error.cause as? NIOSSLExtraError == .failedToValidateHostname
    let judgement = CertificateJudgement(
      chain, host: host, now: Int64(Date().timeIntervalSince1970), isOtherName: isOtherName)
    return .certificate(
      address, judgement.cause, hint: judgement.hint,
      cause: trouble.error.cause ?? trouble.error)
  }

  /// The certificates that the server shows, its own first.
  private func chain(host: String, port: Int) async throws -> [CertificateFacts] {
    let context = try NIOSSLContext(configuration: .makeClientConfiguration())
    let name = Self.isAddress(host) ? nil : host
    let group = MultiThreadedEventLoopGroup.singleton
    let found = group.next().makePromise(of: [CertificateFacts].self)
    let bootstrap = ClientBootstrap(group: group).connectTimeout(.init(limit))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = try NIOSSLClientHandler(context: context, serverHostname: name) {
            (certificates, verdict: EventLoopPromise<NIOSSLVerificationResult>) in
            found.succeed(certificates.map { CertificateFacts($0) })
            verdict.succeed(NIOSSLVerificationResult.failed)
          }
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
    do {
      let channel = try await bootstrap.connect(host: host, port: port).get()
      channel.closeFuture.whenComplete { _ in found.fail(CancellationError()) }
      _ = channel.eventLoop.scheduleTask(in: TimeAmount(limit)) {
        channel.close(promise: nil)
      }
    } catch {
      found.fail(error)
    }
    return try await found.futureResult.get()
  }

  private static func isAddress(_ host: String) -> Bool {
    host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
  }
}

/// What of a certificate people are told.
struct CertificateFacts: Hashable, Sendable {
  /// In seconds since 1970.
  let validFrom: Int64
  let validTo: Int64
  /// The host names it is for; addresses are left out.
  let names: [String]

  init(validFrom: Int64, validTo: Int64, names: [String]) {
    self.validFrom = validFrom
    self.validTo = validTo
    self.names = names
  }

  init(_ certificate: NIOSSLCertificate) {
    self.init(
      validFrom: Int64(certificate.notValidBefore), validTo: Int64(certificate.notValidAfter),
      names: certificate._subjectAlternativeNames().filter { $0.nameType == .dnsName }.map {
        $0.contents.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
      })
  }
}
