import Catalogue
import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// Databases that released programs wrote open for ever, and say what they said.
struct ReleasedTests {
  private static let releases = try? ReleasedDatabase.names()
  private static let withSnapshots = try? ReleasedDatabase.namesWithSnapshots()

  @Test func `every release that changed the tables left a database`() throws {
    #expect(try ReleasedDatabase.names().count >= 4)
    #expect(try !ReleasedDatabase.namesWithSnapshots().isEmpty)
  }

  @Test(arguments: releases ?? [])
  func `a released database is migrated, and its log gives its tables`(name: String) throws {
    let replica = try ReleasedDatabase(name).open()
    #expect(try replica.verify() == [])
  }

  @Test(arguments: releases ?? [])
  func `heads, digests and conflicts are what the old program said`(name: String) throws {
    let release = try ReleasedDatabase(name)
    let replica = try release.open()
    #expect(try replica.heads() == release.heads && !release.heads.isEmpty)
    let digests = try replica.digests().map { ($0.key.string, $0.value.hex) }
    #expect(Dictionary(uniqueKeysWithValues: digests) == release.digests)
    let conflicts = try replica.conflicts().map { open in
      let dots = open.conflict.siblings.map(\.dot.description).sorted()
      return "\(open.key.name) \(open.conflict.cell.text) \(dots.joined(separator: " "))"
    }
    #expect(Set(conflicts) == release.conflicts && conflicts.count == 2)
  }

  @Test(arguments: releases ?? [])
  func `records show what they showed`(name: String) throws {
    let release = try ReleasedDatabase(name)
    let replica = try release.open()
    for (name, note) in release.notes {
      let record = try replica.record(RecordKey(.vgr, name))
      let shown = record.flatMap { $0.exists ? $0.shown[.note] : nil }
      #expect(shown == note, "\(name)")
    }
    #expect(release.notes.count == 3)
  }

  @Test(arguments: releases ?? [])
  func `what was refused, forked and held is still told`(name: String) throws {
    let release = try ReleasedDatabase(name)
    let replica = try release.open()
    #expect(try replica.quarantine().map(\.reason).sorted() == release.refusals)
    #expect(try replica.forkProof(of: LogName(.named("region/08"), .kalmar)).count == 2)
    let held = try #require(try replica.heldLogs().first)
    #expect(held.name == LogName(.vgr, .skane) && held.need == .format(2))
  }

  @Test(arguments: releases ?? [])
  func `a released replica goes on, and a new one gets the same from it`(name: String) throws {
    let release = try ReleasedDatabase(name)
    let replica = try release.open()
    let key = RecordKey(.vgr, .named("implementation/14-kol-1"))
    _ = try replica.edit(Occasion(person: nil, message: nil, time: .midsummer)) { view in
      let change = try view.state(of: key).change(
        of: key.name, assigning: [Edit.Assignment(.note, "Efter uppgraderingen")], by: .vgr)
      return change.map { [(key.scope, $0)] } ?? []
    }
    let fresh = try TrialReplica(.national, schema: Catalogue.schema)
    #expect(try settle([replica, fresh.replica]))
    #expect(try Standing(of: replica) == Standing(of: fresh.replica))
    #expect(try fresh.replica.record(key)?.shown[.note] == "Efter uppgraderingen")
    #expect(try replica.verify() == [] && fresh.replica.verify() == [])
  }

  @Test(arguments: releases ?? [])
  func `what a release exported gives the state that it had`(name: String) throws {
    let release = try ReleasedDatabase(name)
    let fresh = try TrialReplica(.national, schema: Catalogue.schema)
    try fresh.receive(release.exported())
    let digests = try fresh.replica.digests().map { ($0.key.string, $0.value.hex) }
    #expect(Dictionary(uniqueKeysWithValues: digests) == release.digests)
  }

  @Test(arguments: withSnapshots ?? [])
  func `what was erased stays so, and own logs are known`(name: String) throws {
    let replica = try ReleasedDatabase(name).open()
    let key = RecordKey(.vgr, .named("implementation/14-hjarta-1"))
    #expect(try replica.record(key)?.shown[.note] == Value.erased)
    #expect(try replica.record(key)?.shown[.named("responsible")] == "Eva")
    #expect(try replica.erasures(of: key).map(\.cell) == [.note])
    #expect(try replica.lapsedErasures() == [] && !replica.waitsForScrub())
    let written = try replica.read { try OwnLogs($0).sequences(of: .vgr) }
    #expect(try written == [.vgr: #require(replica.heads()[LogName(.vgr, .vgr)]).sequence])
  }

  @Test(arguments: withSnapshots ?? [])
  func `a replica that began with a snapshot goes on, and the older log proves it`(
    name: String
  ) throws {
    let begun = try ReleasedDatabase(name, "begun")
    let replica = try begun.open()
    let before = try replica.digests().mapValues(\.hex)
    #expect(before == [.vgr: try #require(begun.digests["region/14"])])
    #expect(try replica.unprovenLogs().count == 3 && replica.verify() == [])
    _ = try replica.receive(begun.exported(), from: "an export", at: .midsummer)
    #expect(try replica.prove(at: .midsummer).problems == [])
    #expect(try replica.unprovenLogs() == [] && replica.digests()[.vgr]?.hex == before[.vgr])
    #expect(try replica.verify() == [])
  }

  @Test(arguments: releases ?? [])
  func `a type that the old program did not know gets its rows`(name: String) throws {
    let later = RecordType(
      .named("later_type"), "Senare", summary: "A type of the future.", home: .region,
      identity: .regional(.named("word")),
      fields: [Field(.named("word"), "Ord", .plain(.text), help: "A word.")])
    let grown = Schema(
      version: Catalogue.schema.version + 1, types: Catalogue.schema.types + [later])
    let replica = try ReleasedDatabase(name).open(grown)
    let row = try replica.read { session in
      try session.statement("SELECT word FROM later_type").rows { $0.text(0) }
    }
    #expect(row == ["Ett nytt ord"])
    #expect(try replica.verify() == [])
  }
}
