import Foundation
import TestSupport
import Testing

/// `systemctl reload`: a running server takes new certificates, and keeps good ones.
struct CertificateReloadTests {
  private struct Setting {
    let world: World
    let server: ServerProcess

    init() throws {
      world = try World()
      let national = try world.office("national")
      let first = try Certificates(in: world.folder, for: "localhost")
      server = try ServerProcess(
        of: national, "--certificate", first.chain.path, "--private-key", first.key.path)
      try world.text(of: "authority.pem").write(
        to: world.folder.file("first.pem"), atomically: true, encoding: .utf8)
    }

    /// Whether a client that trusts one authority alone is let in.
    func isTrusted(by authority: String) throws -> Bool {
      try Program.run(
        script: "curl -fsS --cacert \(authority) https://localhost:\(server.port)/health",
        in: world.folder.url
      ).code == 0
    }

    /// Asks until an authority is trusted, or was asked a hundred times.
    func waitUntilTrusted(by authority: String) throws -> Bool {
      for _ in 0..<100 where try isTrusted(by: authority) { return true }
      return false
    }
  }

  @Test func `a certificate that was replaced serves from the signal on`() throws {
    let setting = try Setting()
    #expect(try setting.isTrusted(by: "first.pem"))
    _ = try Certificates(in: setting.world.folder, for: "localhost")
    #expect(try setting.isTrusted(by: "first.pem"))
    kill(setting.server.identifier, SIGHUP)
    #expect(try setting.waitUntilTrusted(by: "authority.pem"))
    #expect(try !setting.isTrusted(by: "first.pem"))
  }

  @Test func `a broken certificate leaves the old one in force until there is a good one`() throws {
    let setting = try Setting()
    try setting.world.write("no certificate", to: "chain.pem")
    kill(setting.server.identifier, SIGHUP)
    for _ in 0..<20 { #expect(try setting.isTrusted(by: "first.pem")) }
    _ = try Certificates(in: setting.world.folder, for: "localhost")
    kill(setting.server.identifier, SIGHUP)
    #expect(try setting.waitUntilTrusted(by: "authority.pem"))
  }
}
