import Foundation
import SyncCore
import TestSupport
import Testing

/// Replica folders that people copy and restore, with the real program.
struct CopyTests {
  private let world: World
  private let vgr: Office
  private let kalmar: Office
  private let other = "implementation/14-kol-2"

  init() throws {
    world = try World()
    try world.makeFolder("share")
    vgr = try world.office("14-vgr")
    kalmar = try world.office("08-kalmar")
    try vgr.json("set", record, "note=före")
    try vgr.json("sync", "share")
  }

  private func copy(_ name: String, to new: String) throws {
    try FileManager.default.copyItem(
      at: world.folder.file(name), to: world.folder.file(new))
  }

  /// Exchanges until everyone has everything, and requires that all hold the same.
  private func meet(_ offices: Office...) throws {
    for office in offices + offices + offices { _ = try office.run("sync", "share") }
    let digests = try offices.map { try $0.json("digest") }
    #expect(digests.allSatisfy { $0 == digests[0] })
    for office in offices { #expect(try office.run("verify").code == 0) }
  }

  private func siblings(_ office: Office) throws -> Set<Value> {
    let conflicts = try office.json("conflicts")["conflicts"]?.elements ?? []
    return Set(conflicts.flatMap { $0["siblings"]?.elements ?? [] }.compactMap { $0["value"] })
  }

  @Test func `a copied folder and its original both write, and nothing is lost`() throws {
    try copy("14-vgr", to: "copy")
    let twin = world.member("copy")
    #expect(try twin.json("status")["signs"] == .array(["folder_moved"]))
    let run = try twin.run("set", record, "note=kopian")
    #expect(run.code == 0 && run.errors.contains("the folder was moved or copied"))
    try vgr.json("set", record, "note=originalet")
    try meet(vgr, twin, kalmar)
    #expect(try siblings(kalmar) == ["kopian", "originalet"])
    #expect(try kalmar.json("status")["forks"]?.elements == [])
    let status = try twin.json("status")
    #expect(status["incarnation"]?["signs"] == .array(["folder_moved"]))
    #expect(status["author"] == "14-vgr" && status["signs"] == .array([]))
    #expect(try vgr.json("status")["incarnation"] == .null)
    #expect(try twin.run("status").output.contains("writes as"))
  }

  @Test func `yesterday's database without its guard goes on under a new name`() throws {
    try world.sql("VACUUM INTO 'backup'")
    try vgr.json("set", other, "note=efter")
    try restore(guardFile: nil)
    let run = try vgr.run("set", record, "note=igen")
    #expect(run.code == 0 && run.errors.contains("From now on this replica writes as 14-vgr~"))
    try meet(vgr, kalmar)
    #expect(try kalmar.field("note", of: record) == "igen")
  }

  @Test func `yesterday's database with its guard, synced first, loses nothing`() throws {
    try world.sql("VACUUM INTO 'backup'")
    let guardFile = try world.text(of: "14-vgr/guard.json")
    try vgr.json("set", other, "note=efter")
    try vgr.json("sync", "share")
    try restore(guardFile: guardFile)
    try vgr.json("sync", "share")
    try vgr.json("set", record, "note=igen")
    try meet(vgr, kalmar)
    #expect(try kalmar.field("note", of: other) == "efter")
    #expect(try kalmar.field("note", of: record) == "igen")
    #expect(try kalmar.json("forks")["forks"]?.elements == [])
  }

  @Test func `yesterday's database with its guard, edited first, forks and is mended`() throws {
    try world.sql("VACUUM INTO 'backup'")
    let guardFile = try world.text(of: "14-vgr/guard.json")
    try vgr.json("set", other, "note=efter")
    try vgr.json("sync", "share")
    try kalmar.json("sync", "share")
    try restore(guardFile: guardFile)
    try vgr.json("set", record, "note=igen")
    try meet(vgr, kalmar)
    #expect(try kalmar.field("note", of: record) == "igen")
    let fork = try #require(try vgr.json("forks")["forks"]?.first)
    #expect(fork["author"] == "14-vgr" && fork["sequence"] == .integer(2))
    #expect(fork["is_pending"] == .boolean(false))
    try reissue()
    try meet(vgr, kalmar)
    #expect(try kalmar.field("note", of: other) == "efter")
    #expect(try vgr.run("forks").output.contains("was written again under a new name"))
  }

  /// What the former self wrote lies in the share; a person says that it is gone.
  private func reissue() throws {
    let files = try FileManager.default.subpathsOfDirectory(
      atPath: world.folder.file("share").path
    ).filter { $0.contains("14-vgr/") && $0.contains(".jsonl") }
    let arguments = ["forks", "reissue", "region/14", "14-vgr"]
    #expect(try vgr.run(all: arguments).code == 64)
    let run = try vgr.run(
      all: arguments + ["--other-holder-gone"] + files.map { "share/\($0)" } + ["--json"])
    #expect(run.code == 0 && run.json["changesets"] == .integer(1))
    let again = try vgr.run(
      all: arguments + ["--other-holder-gone"] + files.map { "share/\($0)" } + ["--json"])
    #expect(again.json["changesets"] == .integer(0))
  }

  @Test func `what is not there to be issued again is said`() throws {
    let none = try vgr.run(
      "forks", "reissue", "region/14", "14-vgr", "--other-holder-gone", "--json")
    #expect(none.code == 1 && none.failure == "no_fork")
    let strange = try vgr.run(
      "forks", "reissue", "region/08", "08-kalmar", "--other-holder-gone", "--json")
    #expect(strange.code == 1 && strange.failure == "not_own_log")
    let file = try vgr.run(
      "forks", "reissue", "region/14", "14-vgr", "nowhere.jsonl", "--other-holder-gone", "--json")
    #expect(file.code == 1 && file.failure == "file_unreadable")
    #expect(try vgr.run("forks").output == "No log is forked.\n")
  }

  /// Puts the backup in the database's place.
  private func restore(guardFile: String?) throws {
    let script = """
      cat backup > 14-vgr/replica.sqlite
      rm -f 14-vgr/replica.sqlite-wal 14-vgr/replica.sqlite-shm
      """
    let run = try Program.run(script: script, in: world.folder.url)
    guard run.code == 0 else { throw World.Failed(run: run) }
    if let guardFile { try world.write(guardFile, to: "14-vgr/guard.json") }
  }
}
