import Foundation
import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import TestSupport
import Testing

@testable import SyncHTTP

/// Certificates that are good, and every way in which they are not.
@Suite struct CertificateTests {
  private let certificates: Certificates

  init() throws {
    certificates = try Certificates()
  }

  private func sync(
    _ files: CertificateFiles, host: String = "localhost", trusting root: Bool = true
  ) async throws -> ExchangeReport {
    let national = try TrialReplica(.national)
    let region = try TrialReplica(.vgr)
    try region.writeNotes(2)
    var settings = ClientSettings.single
    settings.trustedCertificates = root ? certificates.root : nil
    return try await FaultyProxy.run { proxy in
      let address = "https://\(host):\(proxy.port)"
      return try await serving(national.replica, at: address, certificate: files) { server in
        proxy.aim(at: server)
        return try await region.run(.sync, at: address, settings: settings)
      }
    }
  }

  @Test(arguments: ["localhost", "127.0.0.1"])
  func `a certificate of an organisation is good once its root is named`(_ host: String)
    async throws
  {
    let report = try await sync(certificates.issue(), host: host)
    #expect((report.sent, report.error?.code) == (2, nil), "\(report.summary)")
  }

  @Test func `a root that is not named is the cause, and the hint is how to name it`()
    async throws
  {
    let report = try await sync(certificates.issue(), trusting: false)
    let error = try #require(report.error)
    #expect(error.code == .certificateInvalid && report.sent == 0)
    #expect(error.message.contains("nobody whom this computer trusts"), "\(error)")
    #expect(error.hint.contains("--ca"), "\(error)")
  }

  @Test func `a certificate that has expired is named as such, with the day`() async throws {
    let report = try await sync(certificates.issue(from: -20, to: -10))
    let error = try #require(report.error)
    #expect(error.code == .certificateInvalid)
    #expect(error.message.contains("it expired on 20"), "\(error)")
  }

  @Test func `a certificate from the future raises a doubt about the clock`() async throws {
    let report = try await sync(certificates.issue(from: 5))
    let error = try #require(report.error)
    #expect(error.code == .certificateInvalid)
    #expect(error.message.contains("valid only from 20"), "\(error)")
    #expect(error.hint.contains("clock"))
  }

  @Test func `a certificate for another name is named as such, with that name`() async throws {
    let report = try await sync(certificates.issue("DNS:other.example"))
    let error = try #require(report.error)
    #expect(error.code == .certificateInvalid)
    #expect(error.message.contains("not for localhost but for other.example"), "\(error)")
  }

  @Test func `a file of certificates that holds none is an error before anything is sent`()
    async throws
  {
    let file = certificates.folder.file("empty.pem")
    try Data("no certificate".utf8).write(to: file)
    var settings = ClientSettings.single
    settings.trustedCertificates = file
    let region = try TrialReplica(.vgr)
    await #expect {
      try await region.run(.sync, at: "https://localhost:1", settings: settings)
    } throws: { error in
      (error as? ExchangeError)?.code == .certificateInvalid && "\(error)".contains(file.path)
    }
  }
}
