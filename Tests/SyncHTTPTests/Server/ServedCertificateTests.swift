import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import TestSupport
import Testing

@testable import SyncHTTP

/// TLS with certificate files, made by the `openssl` program in a folder of the test.
@Suite struct ServedCertificateTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private var files: CertificateFiles {
    CertificateFiles(chain: folder.file("chain.pem"), privateKey: folder.file("key.pem"))
  }

  /// Writes a certificate and its key in place of those that are there.
  private func issue(days: Int = 30) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
      "-nodes", "-days", "\(days)", "-subj", "/CN=localhost", "-addext",
      "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", files.privateKey.path, "-out",
      files.chain.path,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  private func health(of server: RunningServer, trusting chain: [NIOSSLCertificate]) async throws
    -> Int
  {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .certificates(chain)
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    do {
      let answer = try await client.execute(
        HTTPClientRequest(url: server.url + "/health"), timeout: .seconds(10))
      _ = try await answer.body.collect(upTo: 65_536)
      try await client.shutdown()
      return Int(answer.status.code)
    } catch {
      try await client.shutdown()
      throw error
    }
  }

  @Test func `a certificate that is read again serves the next connection`() async throws {
    try issue()
    let logbook = LogBook()
    let certificate = try Certificate(files, logger: logbook.logger)
    let first = try NIOSSLCertificate.fromPEMFile(files.chain.path)
    #expect(certificate.configuration.certificateChain == first.map { .certificate($0) })
    try issue()
    certificate.reread()
    let second = try NIOSSLCertificate.fromPEMFile(files.chain.path)
    #expect(first != second)
    #expect(certificate.configuration.certificateChain == second.map { .certificate($0) })
    try Data("no certificate".utf8).write(to: files.chain)
    certificate.reread()
    #expect(certificate.configuration.certificateChain == second.map { .certificate($0) })
    #expect(logbook.lines.last?.level == .error)
  }

  @Test func `TLS is served with the files, and only to who trusts them`() async throws {
    try issue()
    try await withServer(adjust: { $0.certificate = files }) { server in
      #expect(server.url.hasPrefix("https://"))
      let chain = try NIOSSLCertificate.fromPEMFile(files.chain.path)
      #expect(try await health(of: server, trusting: chain) == 200)
      await #expect(throws: (any Error).self) { try await health(of: server, trusting: []) }
    }
  }

  @Test func `a key of another certificate is refused at the start`() throws {
    try issue()
    let chain = try Data(contentsOf: files.chain)
    try issue()
    try chain.write(to: files.chain)
    #expect(throws: ServerFailure.self) { try Certificate(files, logger: LogBook().logger) }
  }
}
