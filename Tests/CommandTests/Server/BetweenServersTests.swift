import Foundation
import SyncCore
import TestSupport
import Testing

/// Real processes on loopback: a national source that serves, and regions that come to it.
struct BetweenServersTests {
  private func national(in world: World) throws -> Office {
    let national = try world.office("national")
    try national.json("import", "--bundled")
    return national
  }

  private func digests(of offices: Office...) throws -> Set<Value> {
    Set(try offices.map { try $0.json("digest")["scopes"] ?? .null })
  }

  @Test func `a region that syncs with the national source holds the same`() throws {
    let world = try World()
    let national = try national(in: world)
    let vgr = try world.office("14-vgr")
    try vgr.json("set", record, "status=infors", "note=Start i mars")
    let server = try ServerProcess(of: national)
    let answer = try vgr.json("sync", server.address)
    #expect(answer["peers"]?.first?["error"] == .null)
    #expect(try digests(of: vgr, national).count == 1)
    #expect(try national.field("note", of: record) == "Start i mars")
  }

  @Test func `what one region pushed, another pulls, and neither knows of the other`() throws {
    let world = try World()
    let national = try national(in: world)
    let (vgr, kalmar) = (try world.office("14-vgr"), try world.office("08-kalmar"))
    let server = try ServerProcess(of: national)
    for office in [vgr, kalmar] { try office.json("sync", server.address) }
    try vgr.json("set", record, "note=Vi börjar")
    try vgr.json("push", server.address)
    try kalmar.json("pull", server.address)
    #expect(try kalmar.field("note", of: record) == "Vi börjar")
  }

  @Test func `several regions may come at once`() async throws {
    let world = try World()
    let national = try national(in: world)
    let names = ["14-vgr", "08-kalmar", "12-skane", "01-stockholm"]
    let offices = try names.map { try world.office($0) }
    let server = try ServerProcess(of: national)
    for office in offices {
      let code = office.name.prefix(2)
      try office.json("set", "implementation/\(code)-kol-1", "note=\(office.name)")
    }
    let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
      for office in offices {
        let environment = office.environment
        let folder = world.folder.url
        let address = server.address
        group.addTask {
          try Program.run(["sync", address], in: folder, environment: environment).code
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes == [0, 0, 0, 0])
    #expect(try national.count("implementation") == 4)
  }

  @Test func `a server that is asked to end does, with exit code 0`() throws {
    let world = try World()
    let server = try ServerProcess(of: national(in: world))
    #expect(server.stop() == 0)
  }

  @Test func `a server that is not there is named, and nothing else stops`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    let server = try ServerProcess(of: national(in: world))
    server.kill()
    let run = try vgr.run("sync", server.address, "--json")
    #expect(run.code == 3)
    #expect(run.json["peers"]?.first?["error"]?["code"] == "peer_unreachable")
  }

  @Test func `a night over HTTP ends with the proof that both hold the same`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    let server = try ServerProcess(of: national(in: world))
    try vgr.json("set", record, "note=Start i mars")
    let night = try vgr.json("nightly", server.address)
    #expect(night["peers"]?.first?["proof"]?["verdict"] == "equal")
    #expect(night["peers"]?.first?["sent"] == 1)
    server.kill()
    let next = try vgr.run("nightly", server.address, "--budget", "0", "--json")
    #expect(next.code == 3)
    #expect(next.json["todo"]?.first?["code"] == "peer_unreachable")
  }
}
