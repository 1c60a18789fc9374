import Testing

@testable import SyncHTTP

/// The one spelling of an address that is signed.
struct RequestTargetTests {
  @Test(arguments: [
    ("https://syncd.example/v1/compare", "https://syncd.example/v1/compare"),
    ("HTTPS://Syncd.Example:443/V1", "https://syncd.example/V1"),
    ("http://127.0.0.1:80", "http://127.0.0.1/"),
    ("http://127.0.0.1:7414/?a=B", "http://127.0.0.1:7414/?a=B"),
    ("https://x.example?q", "https://x.example/?q"),
    ("http://[::1]:8080/a%2Fb", "http://[::1]:8080/a%2Fb"),
    ("https://x.example:80/", "https://x.example:80/"),
    ("https://x.example/a//b/", "https://x.example/a//b/"),
  ])
  func `an address has one spelling`(text: String, spelling: String) {
    #expect(RequestTarget(text)?.text == spelling)
  }

  @Test(arguments: [
    "", "/v1/compare", "ftp://x.example/", "https://", "https:///a", "https://:443/", "https://å/",
    "https://a b/", "https://user@x.example/", "https://x.example/#a", "https://x.example/\r\n",
    "http://x.example:80:80/", "https://[::1]:443:443/",
  ])
  func `what is no address of a server is none`(text: String) {
    #expect(RequestTarget(text) == nil)
  }
}
