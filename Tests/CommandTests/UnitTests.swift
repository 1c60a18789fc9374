import Foundation
import SyncCore
import TestSupport
import Testing

/// The units that `--print-systemd` prints.
struct UnitTests {
  private static let analyzer = "/usr/bin/systemd-analyze"

  private func units(of office: Office, _ arguments: String...) throws -> [String: String] {
    let run = try office.run(all: ["nightly", "--print-systemd", "--json"] + arguments)
    guard run.code == 0 else { throw World.Failed(run: run) }
    var units: [String: String] = [:]
    for unit in run.json["units"]?.elements ?? [] {
      guard let name = unit["name"]?.asText, let text = unit["text"]?.asText else { continue }
      units[name.string] = text.string
    }
    return units
  }

  @Test func `a service and a timer are printed, with what was given`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    try world.setFolders(["14": "share"])
    let units = try units(of: vgr, "--report", "reports", "--budget", "20")
    #expect(units.keys.sorted() == ["syncd-nightly.service", "syncd-nightly.timer"])
    let service = try #require(units["syncd-nightly.service"])
    #expect(service.contains("--budget 20 --report \(world.folder.file("reports").path)"))
    #expect(service.contains(" -\(world.folder.file("share").path)"))
    #expect(service.contains("SuccessExitStatus=3"))
    #expect(units["syncd-nightly.timer"]?.contains("Persistent=true") == true)
    let plain = try vgr.run("nightly", "--print-systemd").output
    #expect(plain.hasPrefix("# /etc/systemd/system/syncd-nightly.service\n[Unit]\n"))
    #expect(plain.contains("\n# /etc/systemd/system/syncd-nightly.timer\n"))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: analyzer)))
  func `systemd accepts the units, also with names that need quoting`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    let units = try units(of: vgr, "--report", "a 50% $HOME 'place'")
    for (name, text) in units { try world.write(text, to: name) }
    let names = units.keys.sorted().map { "'\(world.folder.file($0).path)'" }
    let run = try Program.run(
      script: "\(Self.analyzer) verify " + names.joined(separator: " "), in: world.folder.url)
    #expect(run.code == 0)
    #expect(run.errors.isEmpty)
    let service = try #require(units["syncd-nightly.service"])
    #expect(service.contains("a 50%% $$HOME 'place'\""))
  }

  @Test func `a path that no unit can hold is refused`() throws {
    let vgr = try World().office("14-vgr")
    let run = try vgr.run("nightly", "--print-systemd", "--report", "a \"b\"", "--json")
    #expect(run.code == 1)
    #expect(run.failure == "unusable_path")
  }
}
