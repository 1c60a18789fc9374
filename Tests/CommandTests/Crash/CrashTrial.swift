import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport

/// Runs one case again and again, each time with a fault at another call, and looks at what is left.
struct CrashTrial {
  private let item: CrashCase
  private let template: World
  private let shim: FaultShim
  /// How many calls of a clean run change the disk.
  let calls: Int
  /// What everybody shows in the end, where nothing went wrong.
  private let expected: [RecordKey: [CellName: Value]]

  /// - Parameter world: where it begins; a new one where none is given.
  init(_ item: CrashCase, in world: World? = nil) throws {
    self.item = item
    shim = try FaultShim.built.get()
    template = try world ?? World.ofThree()
    try item.prepare(template)
    let clean = try World(copyOf: template)
    let (run, calls) = try Self.run(item, in: clean, fault: nil, shim: shim)
    guard run.code == 0 || run.code == 3, try item.holds(clean) else {
      throw World.Failed(run: run)
    }
    self.calls = calls
    expected = try Self.meet(clean).shown
  }

  /// The faults of the short form, spread over the calls, or all there can be.
  func faults(all: Bool) -> [FaultShim.Fault] {
    if all {
      return FaultShim.Kind.allCases.flatMap { kind in
        (1...max(calls, 1)).map { FaultShim.Fault(kind: kind, call: $0) }
      }
    }
    let places: [(FaultShim.Kind, Int)] = [
      (.after, calls / 4), (.torn, calls / 2), (.before, calls), (.full, calls / 3),
    ]
    return places.map { FaultShim.Fault(kind: $0.0, call: max($0.1, 1)) }
  }

  /// What is wrong after a fault; empty where all promises hold.
  func problems(after fault: FaultShim.Fault) throws -> [String] {
    let world = try World(copyOf: template)
    let (run, _) = try Self.run(item, in: world, fault: fault, shim: shim)
    var problems = try standing(of: world, after: run)
    if fault.kind == .full, run.code == 1, !run.isAboutRoom {
      problems.append("a full disk is called \(run.failure ?? run.output)")
    }
    let again = try world.member("14-vgr").run(all: item.arguments + ["--json"])
    if again.code != 0 && again.code != 3 { problems.append("run again: \(again.output)") }
    if try !item.holds(world) { problems.append("run again: it does not hold") }
    let end = try Self.meet(world)
    if !end.isEqual { problems.append("the replicas differ") }
    if end.shown != expected { problems.append("the records are not those of a clean run") }
    return problems.map { "\(item.name), \(fault): \($0)" }
  }

  /// What is wrong before anything else is done.
  private func standing(of world: World, after run: CommandRun) throws -> [String] {
    var problems: [String] = []
    // A replica that was to be repaired is as it was, or whole.
    if !item.arguments.contains("--repair") {
      problems = try world.opened("14-vgr").verify()
    }
    if run.code == 0, try !item.holds(world) {
      problems.append("it was acknowledged and is not there")
    }
    return problems
  }

  private static func run(
    _ item: CrashCase, in world: World, fault: FaultShim.Fault?, shim: FaultShim
  ) throws -> (CommandRun, calls: Int) {
    let counter = FileManager.default.temporaryDirectory
      .appending(path: ".calls-" + UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: counter) }
    let environment = try shim.environment(fault, in: world.folder.url, counter: counter)
    let run = try Program.run(
      item.arguments + ["--json"], in: world.folder.url,
      environment: world.member("14-vgr").environment.merging(environment) { $1 })
    return (run, try FaultShim.count(in: counter))
  }

  /// Lets all replicas exchange what they have, and looks at what they show then.
  private static func meet(
    _ world: World
  ) throws -> (isEqual: Bool, shown: [RecordKey: [CellName: Value]]) {
    let replicas = try ["14-vgr", "14-skaraborg", "08-kalmar"].map(world.opened)
    guard try settle(replicas, at: .named("2026-11-27T12:00:00.000Z")) else { return (false, [:]) }
    let standings = try replicas.map(Standing.init)
    let isWhole = try replicas.allSatisfy { try $0.verify().isEmpty }
    let isEqual = standings.allSatisfy {
      $0.heads == standings[0].heads && $0.digests == standings[0].digests
    }
    return (isWhole && isEqual, standings[0].shown)
  }
}

extension CommandRun {
  /// Whether it says that there is no room.
  fileprivate var isAboutRoom: Bool {
    failure == "disk_full" || output.contains("disk is full") || output.contains("disk_full")
      || output.contains("No space left")
  }
}
