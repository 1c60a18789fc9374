import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

/// The same faults where one side is a server.
struct CrashServerTests {
  private static let isLong = ProcessInfo.processInfo.environment["SYNCD_KILLS"] != nil

  /// Calls to try: all of them, or some that are spread over a clean run's.
  private static func calls(of count: Int) -> [Int] {
    isLong ? Array(1...max(count, 1)) : Array(Set([1, count / 2, count]).filter { $0 > 0 })
  }

  @Test func `a server killed at a call of a push has lost and halved nothing`() throws {
    let template = try World.ofThree()
    let (calls, _) = try push(in: World(copyOf: template), fault: nil)
    for call in Self.calls(of: calls) {
      let world = try World(copyOf: template)
      let fault = FaultShim.Fault(kind: call.isMultiple(of: 2) ? .after : .torn, call: call)
      let (_, run) = try push(in: world, fault: fault)
      #expect(try world.opened("08-kalmar").verify() == [], "\(fault)")
      // What the client was told to be with the server is there.
      if run.code == 0 { #expect(try Self.hasArrived(in: world), "\(fault)") }
      #expect(try push(in: world, fault: nil).run.code == 0, "\(fault)")
      #expect(try Self.hasArrived(in: world), "\(fault)")
      #expect(try world.opened("08-kalmar").verify() == [], "\(fault)")
    }
    print("faults: push to a server: \(calls) calls change its disk")
  }

  @Test func `a client killed at a call of a pull over HTTP goes on from there`() throws {
    let template = try World.ofThree()
    let server = try ServerProcess(of: template.member("14-skaraborg"))
    let item = CrashCase(
      name: "pull over HTTP", arguments: ["pull", server.address], prepare: { _ in },
      holds: { try $0.holdsTheirs() })
    let trial = try CrashTrial(item, in: template)
    let faults = trial.faults(all: Self.isLong)
    var problems: [String] = []
    for fault in faults { problems += try trial.problems(after: fault) }
    print("faults: \(item.name): \(trial.calls) calls change the disk, \(faults.count) faults")
    #expect(problems == [])
  }

  /// Pushes to a server whose calls are counted, and ends it.
  private func push(
    in world: World, fault: FaultShim.Fault?
  ) throws -> (calls: Int, run: CommandRun) {
    let counter = world.folder.file("calls")
    let environment = try FaultShim.built.get().environment(
      fault, in: world.folder.file("08-kalmar"), counter: counter)
    guard
      let server = try? ServerProcess(of: world.member("08-kalmar"), environment: environment)
    else { return (try FaultShim.count(in: counter), CommandRun(code: 1, output: "", errors: "")) }
    let run = try world.member("14-vgr").run("push", server.address, "--json")
    server.stop()
    return (try FaultShim.count(in: counter), run)
  }

  private static func hasArrived(in world: World) throws -> Bool {
    try world.opened("08-kalmar").heads()[LogName(.named("region/14"), .named("14-vgr"))] != nil
  }
}
