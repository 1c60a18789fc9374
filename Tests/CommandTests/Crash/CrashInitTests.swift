import Foundation
import SyncCore
import TestSupport
import Testing

/// `syncd init`, ended at any of its calls that change the disk.
struct CrashInitTests {
  private static let isLong = ProcessInfo.processInfo.environment["SYNCD_KILLS"] != nil

  /// The calls around the first change of the new database. It is not written ahead yet, so who is
  /// killed there leaves a journal that the next one has to undo.
  private static let firstChange = 19...21

  @Test func `wherever making a replica ends, the same command makes it or says what to do`() throws
  {
    let calls = try attempt(nil).calls
    let step = Self.isLong ? 1 : max(calls / 8, 1)
    let tried = Set(stride(from: 1, through: calls, by: step)).union(Self.firstChange).sorted()
    var journals = 0
    for kind in FaultShim.Kind.allCases {
      for call in tried {
        let fault = FaultShim.Fault(kind: kind, call: call)
        let (world, office) = try attempt(fault).world
        let journal = world.folder.file("14-vgr/replica.sqlite-journal").path
        if FileManager.default.fileExists(atPath: journal) { journals += 1 }
        try judge(office, after: fault)
      }
    }
    #expect(journals >= Self.firstChange.count, "the first change lies at other calls by now")
    let faults = FaultShim.Kind.allCases.count * tried.count
    print("faults: init: \(calls) calls change the disk, \(faults) faults")
  }

  /// Makes a replica in a new world, with a fault on the way.
  private func attempt(
    _ fault: FaultShim.Fault?
  ) throws -> (world: (World, office: Office), calls: Int) {
    let world = try World()
    let office = Office(world: world, name: "14-vgr")
    let counter = FileManager.default.temporaryDirectory
      .appending(path: ".calls-" + UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: counter) }
    let shim = try FaultShim.built.get()
    let environment = try shim.environment(fault, in: world.folder.url, counter: counter)
    _ = try Program.run(
      ["init", "--as", "14-vgr", "--register", "--json"], in: world.folder.url,
      environment: office.environment.merging(environment) { $1 })
    return ((world, office), try FaultShim.count(in: counter))
  }

  /// The command again, and what its message says where it finds a replica that is whole.
  private func judge(_ office: Office, after fault: FaultShim.Fault) throws {
    let again = try office.run("init", "--as", "14-vgr", "--register", "--json")
    if again.code != 0 {
      #expect(again.failure == "folder_in_use", "\(fault): \(again.output)")
      let hint = again.json["error"]?["hint"]?.asText?.string ?? ""
      #expect(hint.contains("--print-party"), "\(fault): \(hint)")
      let party = try office.run("init", "--print-party")
      #expect(party.code == 0, "\(fault): \(party.errors)")
      try FileManager.default.createDirectory(
        at: office.world.folder.file("Peers"), withIntermediateDirectories: true)
      try office.world.write(party.output, to: "Peers/14.json")
    }
    let edit = try office.run("set", record, "note=mars", "--json")
    #expect(edit.code == 0, "\(fault): \(edit.output)")
    #expect(try office.run("verify", "--json").code == 0, "\(fault)")
  }
}
