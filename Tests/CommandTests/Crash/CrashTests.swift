import Foundation
import SyncCore
import SyncStore
import TestSupport
import Testing

/// The real program, killed or refused by the disk at its calls that change something.
///
/// With `SYNCD_KILLS` at every call and in every way; without it at a few.
struct CrashTests {
  private static let isLong = ProcessInfo.processInfo.environment["SYNCD_KILLS"] != nil

  @Test(arguments: CrashCase.all)
  func `nothing is lost or halved wherever a command ends`(_ item: CrashCase) throws {
    let trial = try CrashTrial(item)
    let faults = trial.faults(all: Self.isLong)
    var problems: [String] = []
    for fault in faults { problems += try trial.problems(after: fault) }
    print("faults: \(item.name): \(trial.calls) calls change the disk, \(faults.count) faults")
    #expect(problems == [])
  }

  @Test func `two processes that upgrade at once both succeed`() throws {
    for _ in 0..<(Self.isLong ? 20 : 3) {
      let world = try World.ofThree()
      try world.downgrade("14-vgr")
      let office = world.member("14-vgr")
      let starts = try (0..<4).map { try office.start("heads", "--json", name: "start\($0)") }
      for process in starts { process.waitUntilExit() }
      let said = try (0..<4).map { try world.text(of: "start\($0).out") }
      #expect(starts.allSatisfy { $0.terminationStatus == 0 }, "\(said)")
      #expect(Set(said).count == 1)
      #expect(try world.opened("14-vgr").verify() == [])
    }
  }

  @Test func `verify tells by its exit code and repairs when asked to`() throws {
    let world = try World.ofThree()
    let office = world.member("14-vgr")
    try world.sql("UPDATE implementation SET note = 'x'")
    let found = try office.run("verify", "--json")
    #expect(found.code == 3 && found.json["ok"] == false)
    #expect(try office.run("verify").code == 3)
    let repaired = try office.run("verify", "--repair", "--json")
    #expect(repaired.code == 0 && repaired.json["ok"] == true)
    #expect(repaired.json["found"] == found.json["problems"])
    #expect(repaired.json["repaired"]?.elements.isEmpty == false)
    #expect(try office.run("verify", "--json").code == 0)
    #expect(try office.field("note", of: record) == "före")
  }
}
