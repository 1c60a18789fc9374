import Foundation
import SyncCore
import TestSupport
import Testing

/// `syncd nightly` as a timer runs it: the real program, real folders.
struct NightlyTests {
  /// Two offices that share a folder by Peers, and a party whose folder is not there.
  private func pair(missing: Bool = false) throws -> (world: World, vgr: Office, kalmar: Office) {
    let world = try World()
    try world.makeFolder("share")
    let (vgr, kalmar) = (try world.office("14-vgr"), try world.office("08-kalmar"))
    try world.setFolders(["08": "share", "14": "share"])
    if missing {
      _ = try world.office("12-skane")
      try world.setFolders(["12": "gone"])
    }
    return (world, vgr, kalmar)
  }

  @Test func `a night syncs with the folders in Peers and prints what latest.json holds`() throws {
    let (world, vgr, kalmar) = try pair()
    try vgr.json("set", record, "note=mars")
    #expect(try vgr.run("nightly").code == 0)
    let night = try kalmar.run("nightly", "--report", "reports", "--json")
    #expect(night.code == 0)
    #expect(night.json["needs_person"] == false)
    #expect(night.json["peers"]?.first?["merged"] == 1)
    #expect(night.json["peers"]?.first?["proof"]?["verdict"] == "unsupported")
    #expect(try world.text(of: "reports/latest.json") == night.output)
    #expect(try world.text(of: "reports/latest.html").contains("<html lang=\"sv\">"))
    #expect(try world.text(of: "reports/latest.md").hasPrefix("# Nattlig synkronisering"))
    #expect(try kalmar.field("note", of: record) == "mars")
  }

  @Test func `internal scopes go into a folder in a night if that is asked for, with the unit`()
    throws
  {
    let world = try World()
    try world.makeFolder("share")
    let vgr = try world.office("14-vgr")
    try vgr.json("set", "implementation/14-astma", "note=b", "--scope", "region/14/internal")
    #expect(try vgr.json("nightly", "share")["peers"]?.first?["sent"] == 0)
    #expect(try vgr.json("nightly", "share", "--internal")["peers"]?.first?["sent"] == 1)
    #expect(
      FileManager.default.fileExists(atPath: world.folder.file("share/region/14/internal").path))
    let units = try vgr.run("nightly", "share", "--internal", "--print-systemd").output
    #expect(units.contains(" --internal"))
    #expect(try !vgr.run("nightly", "--print-systemd").output.contains("--internal"))
  }

  @Test func `a folder that is missing exits 3, and the others have their turn`() throws {
    let (_, vgr, kalmar) = try pair(missing: true)
    try vgr.json("set", record, "note=mars")
    #expect(try vgr.run("nightly", "--budget", "0").code == 3)
    let night = try kalmar.run("nightly", "--budget", "0", "--json")
    #expect(night.code == 3)
    let peers = night.json["peers"]?.elements ?? []
    #expect(peers.map { $0["error"]?["code"] ?? .null } == ["folder_missing", .null])
    #expect(peers.last?["merged"] == 1)
    #expect(night.json["todo"]?.first?["code"] == "folder_missing")
  }

  @Test func `a conflict is new in one report and open until it is settled`() throws {
    let (_, vgr, kalmar) = try pair()
    #expect(try kalmar.run("nightly").code == 0)
    let other = try vgr.world.office("14-skaraborg")
    try vgr.json("set", record, "note=mars")
    try other.json("set", record, "note=april")
    for office in [vgr, other] { try office.json("push", "share") }
    let first = try kalmar.run("nightly", "--json")
    #expect(first.code == 3)
    #expect(first.json["conflicts"]?["new"] == 1)
    #expect(first.json["conflicts"]?["listed"]?.first?["field"] == "note")
    let second = try kalmar.run("nightly", "--json")
    #expect(second.code == 3)
    #expect(second.json["conflicts"]?["open"] == 1)
    #expect(second.json["conflicts"]?["new"] == 0)
  }

  @Test func `a second run ends at once and names the first; kill -9 frees the lock`() async throws
  {
    let (world, _, kalmar) = try pair(missing: true)
    let holder = try kalmar.start("nightly", "--json", name: "holder")
    defer { holder.terminate() }
    try await world.waits { try !world.text(of: "08-kalmar/nightly.lock").isEmpty }
    let second = try kalmar.run("nightly", "--json")
    #expect(second.code == 1)
    #expect(second.failure == "nightly_running")
    let message = second.json["error"]?["message"]?.asText?.string
    #expect(message?.contains("process \(holder.processIdentifier), since 20") == true)
    kill(holder.processIdentifier, SIGKILL)
    holder.waitUntilExit()
    #expect(try kalmar.run("nightly", "--budget", "0").code == 3)
  }

  @Test func `SIGTERM ends a run cleanly, with a report of what was done`() async throws {
    let (world, vgr, kalmar) = try pair(missing: true)
    try vgr.json("set", record, "note=mars")
    try vgr.json("push", "share")
    let run = try kalmar.start("nightly", "--json", "--report", "reports", name: "run")
    // Both peers had their turn; the run pauses before it tries the missing folder again.
    try await world.waits { try world.text(of: "run.err").contains("exchange done") }
    run.terminate()
    run.waitUntilExit()
    #expect(run.terminationReason == .exit)
    #expect(run.terminationStatus == 3)
    let document = try world.text(of: "reports/latest.json")
    #expect(try document == world.text(of: "run.out"))
    #expect(document.contains("\"stopped\":true"))
    #expect(try kalmar.field("note", of: record) == "mars")
  }

  @Test func `an unknown peer exits 1, a budget beyond a day 64, and nothing is exchanged`() throws
  {
    let (_, vgr, _) = try pair()
    #expect(try vgr.run("nightly", "sahre", "--json").failure == "unknown_peer")
    #expect(try vgr.run("nightly", "--budget", "1441").code == 64)
    #expect(
      try vgr.run("nightly", "--report", "no/such/place", "--json").failure == "file_not_written")
    #expect(try vgr.run("nightly", "--log-level", "loud").code == 64)
    #expect(try vgr.json("status")["peers"]?.first?["succeeded"] == .null)
  }

  @Test func `each line of a JSON log is one document, whatever a path holds`() throws {
    let world = try World()
    let vgr = try world.office("14-vgr")
    _ = try world.office("08-kalmar")
    try world.setFolders(["08": "a \\\"quoted\\\"\\nname"])
    let night = try vgr.run("nightly", "--budget", "0", "--log-format", "json")
    #expect(night.code == 3)
    let lines = night.errors.split(separator: "\n").map { CommandRun(line: String($0)).json }
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0["level"]?.asText != nil && $0["time"]?.asText != nil })
    #expect(lines.contains { $0["metadata"]?["error.code"] == "folder_missing" })
    let quiet = try vgr.run("nightly", "--budget", "0", "--log-level", "error")
    #expect(quiet.errors.isEmpty)
  }
}

extension CommandRun {
  fileprivate init(line: String) {
    self.init(code: 0, output: line, errors: "")
  }
}

extension World {
  /// Looks again and again until something is so; the test's own time limit ends it.
  func waits(until condition: () throws -> Bool) async throws {
    while (try? condition()) != true { try await Task.sleep(for: .milliseconds(5)) }
  }
}
