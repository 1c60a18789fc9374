import Foundation
import SyncCore
import TestSupport
import Testing

/// `kill -9` of either side in the middle of an exchange, with real files and sockets.
///
/// `SYNCD_KILLS=200` pulls the plug that often.
struct KillTests {
  private static let kills =
    ProcessInfo.processInfo.environment["SYNCD_KILLS"].flatMap { Int($0) } ?? 6

  /// A region with so much to push that it takes several requests.
  private func busyRegion(in world: World) throws -> Office {
    let vgr = try world.office("14-vgr")
    for batch in 0..<4 {
      let rows = (0..<500).map { "14-kol-\(batch)-\($0),Text \($0) som är lite längre" }
      try world.write(
        (["id,note"] + rows).joined(separator: "\n") + "\n", to: "\(batch).csv")
      try vgr.json("import", "\(batch).csv", "--type", "implementation")
    }
    return vgr
  }

  private func requireWhole(_ office: Office) throws {
    let run = try office.run("verify", "--json")
    #expect(run.code == 0 && run.json["ok"] == true, "\(run.output)")
  }

  @Test func `a server killed in the middle of a push has lost and halved nothing`() throws {
    let world = try World()
    let (national, vgr) = (try world.office("national"), try busyRegion(in: world))
    var random = SeededRandom(seed: 3)
    for _ in 0..<Self.kills {
      let server = try ServerProcess(of: national)
      let push = try vgr.start("push", server.address, name: "push")
      usleep(UInt32(random.number(in: 0...600_000)))
      server.kill()
      push.terminate()
      push.waitUntilExit()
      try requireWhole(national)
    }
    let server = try ServerProcess(of: national)
    try vgr.json("sync", server.address)
    #expect(try vgr.json("heads") == national.json("heads"))
    #expect(try vgr.json("digest") == national.json("digest"))
  }

  @Test func `a client killed in the middle of a pull goes on from there`() throws {
    let world = try World()
    let (national, vgr) = (try world.office("national"), try busyRegion(in: world))
    let server = try ServerProcess(of: vgr)
    var random = SeededRandom(seed: 4)
    for _ in 0..<Self.kills {
      let pull = try national.start("pull", server.address, name: "pull")
      usleep(UInt32(random.number(in: 0...600_000)))
      kill(pull.processIdentifier, SIGKILL)
      pull.waitUntilExit()
      try requireWhole(national)
    }
    try national.json("pull", server.address)
    #expect(try vgr.json("heads") == national.json("heads"))
    #expect(try vgr.json("digest") == national.json("digest"))
  }
}
