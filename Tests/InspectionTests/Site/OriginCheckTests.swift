import SyncHTTP
import Testing

@testable import Inspection

@Suite struct OriginCheckTests {
  private let check = OriginCheck(addresses: [
    "http://10.0.0.5:7402", "https://forlopp.example.org",
  ])

  private func refusal(_ method: String, _ fields: [String: String]) -> String? {
    check.refusal(PageRequest(method: method, target: "/", fields: fields))
  }

  @Test(
    "questions are taken under its own names and those of loopback",
    arguments: [
      "127.0.0.1:7402", "localhost:7402", "localhost", "[::1]:7402", "10.0.0.5:7402",
      "forlopp.example.org", "Forlopp.Example.ORG",
    ])
  func takes(host: String) {
    #expect(refusal("GET", ["host": host]) == nil)
  }

  @Test(
    "a foreign name that leads here is refused: DNS rebinding",
    arguments: [
      "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7402", "10.0.0.5",
      "forlopp.example.org:8080", "[::1].evil.example", "",
    ])
  func refusesHosts(host: String) {
    #expect(refusal("GET", ["host": host]) == "refused_host")
  }

  @Test("a request that names no host is refused")
  func refusesNoHost() {
    #expect(refusal("GET", [:]) == "refused_host")
  }

  @Test("a form of its own page is taken")
  func takesForms() {
    let host = ["host": "localhost:7402"]
    #expect(refusal("POST", host.merging(["sec-fetch-site": "same-origin"]) { $1 }) == nil)
    #expect(refusal("POST", host.merging(["origin": "http://localhost:7402"]) { $1 }) == nil)
  }

  @Test(
    "a form of another site is refused: request forgery",
    arguments: [
      ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "same-site"],
      ["sec-fetch-site": "none"], ["origin": "https://evil.example"], ["origin": "null"],
      ["origin": "http://localhost:9999"], [:],
      ["sec-fetch-site": "cross-site", "origin": "http://localhost:7402"],
    ])
  func refusesForms(fields: [String: String]) {
    #expect(
      refusal("POST", ["host": "localhost:7402"].merging(fields) { $1 }) == "refused_origin")
  }

  @Test("any method that is no question needs its own page", arguments: ["PUT", "DELETE", "PATCH"])
  func refusesMethods(method: String) {
    #expect(refusal(method, ["host": "localhost"]) == "refused_origin")
  }

  @Test("the port that goes with the scheme is the same as none")
  func knowsStandardPorts() {
    let check = OriginCheck(addresses: ["https://forlopp.example.org:443/"])
    let fields = ["host": "forlopp.example.org", "origin": "https://forlopp.example.org"]
    #expect(check.refusal(PageRequest(target: "/", fields: fields)) == nil)
    #expect(check.refusal(PageRequest(method: "POST", target: "/", fields: fields)) == nil)
  }
}
