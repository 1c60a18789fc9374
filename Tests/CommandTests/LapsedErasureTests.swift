import Foundation
import SyncCore
import TestSupport
import Testing

/// What people are told where a pin ended the log of whoever erased, and how all come to one state.
struct LapsedErasureTests {
  /// An office of the owner that heard of an erasure before Peers ended the eraser's log below it,
  /// and one of another region that did not.
  private func offices() throws -> (heard: Office, deaf: Office) {
    let world = try World()
    try world.makeFolder("share")
    let eraser = try world.office("14-vgr")
    let (heard, deaf) = (try world.office("14-skaraborg"), try world.office("08-kalmar"))
    try eraser.json("set", record, "responsible=Eva")
    try heard.json("set", record, "note=Fru Andersson")
    let head = try #require(try eraser.json("heads")["region/14"]?["14-vgr"])
    for office in [eraser, heard, deaf, eraser] { try office.json("sync", "share") }
    try eraser.json("erase", record, "note", "--reason", "Begäran")
    for office in [eraser, heard] { try office.json("sync", "share") }
    let hash = try #require(head["hash"]?.asText?.string)
    let author = #""author": "14-vgr","#
    try world.edit(
      "Peers/14.json", author,
      author + #" "pins": {"region/14": {"sequence": 1, "hash": "\#(hash)"}},"#)
    return (heard, deaf)
  }

  @Test func `status, verify and explain name the cause and the way out`() throws {
    let (heard, deaf) = try offices()
    let status = try heard.run("status")
    #expect(status.code == 3 && status.output.contains("by 14-vgr:2, which counts no more"))
    let lapsed = try heard.json("status")["lapsed_erasures"]?.first
    #expect(lapsed?["field"] == "note" && lapsed?["dot"] == "14-vgr:2")
    let verify = try heard.run("verify", "--json")
    #expect(verify.code == 3 && verify.json["ok"] == true)
    #expect(verify.json["lapsed_erasures"]?.first == lapsed)
    for run in [try heard.run("verify"), try heard.run("explain", record, "note")] {
      let told = run.output + run.errors
      #expect(told.contains("digests differ under equal heads"))
      #expect(told.contains("syncd erase \(record) note --scope region/14"))
    }
    #expect(try heard.run("explain", record, "responsible").output.contains("no more") == false)
    #expect(try deaf.json("status")["lapsed_erasures"] == .array([]))
  }

  @Test func `erasing again brings all to one digest, and nothing is told any more`() throws {
    let (heard, deaf) = try offices()
    for office in [heard, deaf, heard] { try office.json("sync", "share") }
    #expect(try heard.json("heads") == deaf.json("heads"))
    #expect(try heard.json("digest") != deaf.json("digest"))
    let again = try heard.json("erase", record, "note", "--reason", "Begäran, igen")
    #expect(again["erased"] == 0 && again["erased_again"] == 1)
    for office in [heard, deaf] { try office.json("sync", "share") }
    #expect(try heard.json("digest") == deaf.json("digest"))
    #expect(try deaf.field("note", of: record) == .null)
    #expect(try heard.json("status")["lapsed_erasures"] == .array([]))
    #expect(try heard.run("verify").code == 0)
  }
}
