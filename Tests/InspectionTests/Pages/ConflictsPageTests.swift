import Catalogue
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import Inspection

@Suite struct ConflictsPageTests {
  /// Two replicas whose authors wrote the same fields of several records.
  private func collide(_ ids: [String]) throws -> TrialSite {
    let (own, other) = (try TrialSite(.vgr), try TrialSite(.skane))
    for id in ids {
      try own.set("implementation/14-\(id)", "note=Vårt \(id)", scope: .vgr)
      try other.set("implementation/14-\(id)", "note=Deras \(id)", scope: .vgr)
    }
    try own.meets(other)
    return own
  }

  private func picks(_ reply: Reply) -> [(name: String, value: String)] {
    reply.values(of: "value").filter { $0.hasPrefix("scope=") }.map { ("pick", $0) }
  }

  @Test("the list shows both values, the owner and what can be done")
  func lists() throws {
    let site = try collide(["kol-1", "kol-2"])
    let reply = site.get("/konflikter")
    #expect(reply.holds("2 ärenden"))
    for part in ["Vårt kol-1", "Deras kol-2", "Anteckning", "kan avgöras här", "dagar"] {
      #expect(reply.holds(part), "\(part)")
    }
  }

  @Test(
    "filters take what they say and nothing else",
    arguments: [
      ("slag=varden", 2), ("slag=borttaget", 0), ("region=14", 2), ("region=08", 0),
      ("typ=implementation", 2), ("typ=pathway", 0), ("alder=7", 2), ("alder=100000", 0),
      ("alder=9223372036854775807", 0),
      ("alder=-9223372036854775808", 2), ("sida=-9223372036854775808", 2),
      ("sida=9223372036854775807", 2),
      ("region=%3Cx%3E", 0), ("omrade=finns-inte", 0), ("slag=xx&typ=%20&alder=y", 2),
    ])
  func filters(query: String, count: Int) throws {
    let site = try collide(["kol-1", "kol-2"])
    let reply = site.get("/konflikter?\(query)")
    #expect(reply.status == 200)
    #expect(picks(reply).count == count)
  }

  @Test("a programme area has the introductions of its pathways")
  func filtersByArea() throws {
    let national = try TrialSite(.national)
    try national.set(
      "pathway/kol-1", "title=KOL (1)", scope: .named("national/lung-och-allergisjukdomar"))
    let site = try collide(["kol-1", "astma"])
    try site.meets(national)
    #expect(picks(site.get("/konflikter?omrade=lung-och-allergisjukdomar")).count == 1)
    #expect(site.get("/konflikter?omrade=lung-och-allergisjukdomar").holds("kol-1"))
  }

  @Test("many are settled with one rule after a preview, and taken back")
  func settlesMany() throws {
    let site = try collide(["kol-1", "kol-2", "kol-3"])
    let list = PageLink("/konflikter")
    let heads = try site.replica.heads()
    let picked = Array(picks(site.get(list)).prefix(2))
    let preview = site.post(
      list, picked + [("rule", "agare"), ("reason", "Ägaren vet"), ("step", "preview")])
    #expect(preview.status == 200)
    #expect(preview.holds("ägarens värde vinner: för 2 konflikter"))
    #expect(try site.replica.heads() == heads)
    let done = site.post(
      list, picks(preview) + [("reason", "Ägaren vet"), ("step", "confirm")])
    #expect(done.holds("2 avgjordes."))
    #expect(try site.replica.conflictCount() == 1)
    let key = RecordKey(.vgr, .named("implementation/14-kol-1"))
    #expect(try site.replica.record(key)?.shown[.named("note")] == "Vårt kol-1")
    let undone = site.post(list, picks(done) + [("step", "undo")])
    #expect(undone.holds("2 ångrades."))
    #expect(try site.replica.conflictCount() == 1)
    #expect(
      try site.replica.history(of: key).last?.change.reason?.string.hasPrefix("Ångrar") == true)
  }

  @Test("all that are filtered can be meant without picking them")
  func settlesAll() throws {
    let site = try collide(["kol-1", "kol-2", "kol-3"])
    let reply = site.post(
      PageLink("/konflikter", [("region", "14")]),
      [("every", "ja"), ("rule", "senast"), ("reason", "x"), ("step", "preview")])
    #expect(picks(reply).count == 3)
    let none = site.post(
      PageLink("/konflikter", [("region", "08")]),
      [("every", "ja"), ("rule", "senast"), ("reason", "x"), ("step", "preview")])
    #expect(none.status == 422)
  }

  @Test("what the rule does not decide, or is not ours, is left alone and told")
  func leavesAlone() throws {
    let site = try collide(["kol-1"])
    let reply = site.post(
      PageLink("/konflikter"),
      picks(site.get("/konflikter"))
        + [("rule", "nationell"), ("reason", "x"), ("step", "preview")])
    #expect(reply.holds("regeln pekar inte ut något värde"))
    #expect(picks(reply).isEmpty)
  }

  @Test("a pick that changed meanwhile fails by itself and holds up no other")
  func skipsOvertaken() throws {
    let site = try collide(["kol-1", "kol-2"])
    let list = PageLink("/konflikter")
    let preview = site.post(
      list,
      picks(site.get(list)) + [("rule", "agare"), ("reason", "x"), ("step", "preview")])
    try site.set("implementation/14-kol-1", "note=Nyare", scope: .vgr)
    let done = site.post(list, picks(preview) + [("reason", "x"), ("step", "confirm")])
    #expect(done.holds("1 avgjordes."))
    #expect(done.holds("Det här gick inte"))
    let key = RecordKey(.vgr, .named("implementation/14-kol-1"))
    #expect(try site.replica.record(key)?.shown[.named("note")] == "Nyare")
  }

  @Test(
    "without rule, reason or choice nothing is written",
    arguments: [
      ([("rule", "agare")], "Skälet saknas."), ([("reason", "x")], "Ingen regel är vald."),
      ([("rule", "agare"), ("reason", "x")], "Ingen konflikt är vald."),
      ([("rule", "agare"), ("reason", "x"), ("pick", "skräp")], "Det finns ingen sådan sida."),
    ])
  func refusesHalfForms(form: [(String, String)], message: String) throws {
    let site = try collide(["kol-1"])
    let reply = site.post(
      PageLink("/konflikter"),
      form.map { (name: $0.0, value: $0.1) } + [("step", "preview")])
    #expect(reply.status == 422)
    #expect(reply.holds(message))
    #expect(try site.replica.conflictCount() == 1)
  }

  @Test("the sheet opens in Swedish Excel and has every case")
  func writesSheet() throws {
    let site = try collide(["kol-1", "kol-2"])
    let reply = site.get("/konflikter.csv")
    #expect(reply.fields["Content-Type"]?.first?.hasPrefix("text/csv") == true)
    #expect(Array(reply.bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
    let sheet = try CSVDocument(parsing: reply.bytes)
    #expect(sheet.header.first == "Slag")
    #expect(sheet.lines.count == 2)
    let values = sheet.lines.map { Set($0.cells) }
    #expect(values.allSatisfy { $0.contains("Samtidiga värden") })
    #expect(reply.holds("\r\n") && reply.holds(";"))
  }

  @Test("ten thousand open conflicts come a page at a time")
  func pagesMany() throws {
    let (own, other) = (try TrialReplica(.vgr), try TrialReplica(.skane))
    let keys = (0..<10_000).map { RecordName.named("implementation/14-p\($0)") }
    for (trial, text) in [(own, "Vårt"), (other, "Deras")] {
      _ = try trial.replica.edit(Occasion(person: nil, message: nil, time: .midsummer)) { _ in
        keys.map { name in
          (
            Scope.vgr,
            Change(
              record: name, writes: [Change.Write(.named("note"), .string("\(text) \(name.id)"))])
          )
        }
      }
    }
    try carry(from: other.replica, to: own.replica)
    let site = try TrialSite(.vgr)
    let replica = try Replica.open(
      own.folder, schema: Catalogue.schema, rights: TrialParties().rights)
    let first = Reply(site.site.answer(TrialSite.question(PageLink("/konflikter")), with: replica))
    #expect(first.holds("10000 ärenden"))
    #expect(first.holds("Sida 1 av 200"))
    #expect(picks(first).count == ConflictsPage.size)
    let last = Reply(
      site.site.answer(
        TrialSite.question(PageLink("/konflikter", [("sida", "200")])), with: replica))
    #expect(picks(last).count == ConflictsPage.size)
    #expect(Set(picks(first).map(\.value)).isDisjoint(with: picks(last).map(\.value)))
  }
}
