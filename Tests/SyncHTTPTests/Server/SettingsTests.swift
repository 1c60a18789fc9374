import Testing

@testable import SyncHTTP

@Suite struct SettingsTests {
  @Test(arguments: ["0.0.0.0:7400", "[::]:7400", "sync.example.org:443", "127.evil.example:80"])
  func `plain http in the open is refused`(address: String) throws {
    var settings = ServerSettings()
    settings.listener = try #require(ListenAddress(address))
    #expect(throws: ServerSettings.Misuse.self) { try settings.check() }
    settings.allowsPlainHTTP = true
    try settings.check()
  }

  @Test(arguments: ["127.0.0.1:7400", "localhost:1", "[::1]:65535", "127.8.0.1:0"])
  func `plain http on this computer is served`(address: String) throws {
    var settings = ServerSettings()
    settings.listener = try #require(ListenAddress(address))
    try settings.check()
    #expect(settings.listener.description == address)
  }

  @Test(arguments: ["", "7400", ":7400", "host:", "host:65536", "host:x", "::1:80"])
  func `what is no host and port is none`(text: String) {
    #expect(ListenAddress(text) == nil)
  }

  @Test(arguments: [
    ("/v1/heads", "/v1/heads"), ("/sync/v1/heads?a=b", "/v1/heads"), ("/synchron", "/synchron"),
  ])
  func `a proxy may leave the path of the public address or take it away`(
    path: String, expected: String
  ) {
    let address = PublicAddress("https://example.org/sync/")
    #expect(address.path(of: path).plain == expected)
    #expect(address.address == "https://example.org/sync")
  }
}
