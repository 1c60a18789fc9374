import Foundation
import SyncCore
import TestSupport
import Testing

/// nginx in front, as the README configures it.
@Suite(.enabled(if: Nginx.isInstalled, "install nginx to test what the README says of it"))
struct ProxyTests {
  /// A national source behind nginx, and a region that reaches it by another name and path.
  private struct Setting {
    let world: World
    let national: Office
    let vgr: Office
    let nginx: Nginx
    let server: ServerProcess

    init(bodyLimit: String = "9m") throws {
      world = try World()
      national = try world.office("national")
      vgr = try world.office("14-vgr")
      let certificates = try Certificates(in: world.folder, for: "localhost")
      let port = try FreePort().number
      let address = "https://localhost:\(port)/syncd"
      server = try ServerProcess(of: national, "--public-url", address)
      nginx = try Nginx(
        in: world.folder, port: port, upstream: server.port, certificates: certificates,
        bodyLimit: bodyLimit)
    }

    func run(_ arguments: String...) throws -> CommandRun {
      try vgr.run(all: arguments + [nginx.address, "--ca", nginx.authority, "--json"])
    }
  }

  @Test func `a replica exchanges through nginx, under another host and a path`() throws {
    let setting = try Setting()
    try setting.vgr.json("set", record, "note=Start i mars")
    let run = try setting.run("sync")
    #expect(run.code == 0, "\(run.output)")
    #expect(try setting.national.field("note", of: record) == "Start i mars")
  }

  @Test func `bodies that nginx finds too large are halved until they fit`() throws {
    let setting = try Setting(bodyLimit: "8k")
    var random = SeededRandom(seed: 8)
    for number in 0..<30 {
      let noise = (0..<400).map { _ in String(random.number(in: 0...999_999), radix: 36) }.joined()
      try setting.vgr.json("set", "implementation/14-kol-\(number)", "note=\(noise)")
    }
    let run = try setting.run("push")
    #expect(run.code == 0, "\(run.output)")
    #expect(run.json["peers"]?.first?["sent"] == 30)
    #expect(try setting.national.count("implementation") == 30)
  }

  @Test func `a changeset that nginx never lets through is named with its limit`() throws {
    let setting = try Setting(bodyLimit: "8k")
    var random = SeededRandom(seed: 9)
    let noise = (0..<9_000).map { _ in String(random.number(in: 0...999_999), radix: 36) }.joined()
    try setting.world.write(noise, to: "long.txt")
    try setting.vgr.json("set", record, "note=@long.txt")
    let run = try setting.run("push")
    let error = run.json["peers"]?.first?["error"]
    #expect(run.code == 3)
    #expect(error?["code"] == "changeset_too_large_for_peer", "\(run.output)")
    #expect(error?["hint"]?.asText?.string.contains("client_max_body_size") == true)
  }

  @Test func `a public address that is not the one clients use is named on both sides`() throws {
    let setting = try Setting()
    let direct = try setting.vgr.run("sync", setting.server.address, "--json")
    let error = direct.json["peers"]?.first?["error"]
    #expect(direct.code == 3)
    #expect(error?["code"] == "request_refused", "\(direct.output)")
    #expect(error?["message"]?.asText?.string.contains("/syncd") == true)
  }
}
