import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import Inspection

@Suite struct RecordPageTests {
  let site: TrialSite
  let scope = Scope.named("national/psykisk-halsa")
  let register = Scope.named("national/register")
  let pathway = RecordKey(.named("national/psykisk-halsa"), .named("pathway/angest"))

  init() throws {
    site = try TrialSite(.national)
    try site.set("programme_area/psykisk-halsa", "name=Psykisk hälsa", scope: register)
    try site.set(
      "pathway/angest", "title=Ångest", "phase=godkand", "phase_date=2026-01-01",
      "programme_area=psykisk-halsa", "icd10+=F41.1", "version=2", scope: scope)
  }

  private var page: Reply { site.get(.record(pathway)) }

  @Test func `a value is shown with who wrote it and why`() {
    #expect(page.holds("<bdi>per.ek</bdi>, national"))
    #expect(page.holds("Meddelande: <bdi>Ett möte</bdi>"))
    #expect(page.values(of: "href").contains("/andring?scope=\(scope)&dot=national:1"))
  }

  @Test func `units, sets and references are shown as what they are`() {
    #expect(page.holds(#"<dt>Fas från</dt><dd><span class="text"><bdi>2026-01-01"#))
    #expect(page.holds(#"<li><span class="text"><bdi>F41.1</bdi>"#))
    #expect(page.holds("id=psykisk-halsa\"><bdi>Psykisk hälsa</bdi></a>"))
  }

  @Test func `several live values lead to their conflict`() throws {
    let collision = try Collision()
    let page = collision.own.get(.record(collision.key))
    #expect(page.values(of: "href").contains(collision.link.description))
    #expect(page.holds("2 värden: avgör konflikten"))
    #expect(page.holds("1 öppen konflikt"))
  }

  @Test func `fields that nobody here declared are shown with their writer`() throws {
    try site.trial.write(
      Change(
        record: pathway.name,
        writes: [
          .init(.named("later_field"), .object([("a", .string("<b>"))])),
          .init(.named("part_no"), .integer(7)),
        ]), in: scope)
    #expect(page.holds("Andra uppgifter"))
    #expect(page.holds("{&quot;a&quot;:&quot;&lt;b&gt;&quot;}"))
    #expect(page.holds("<bdi>7</bdi>"))
    #expect(page.holds("anna.berg"))
  }

  @Test func `a record of a type that nobody here declared is shown`() throws {
    let name = RecordName.named("later_type/one")
    try site.trial.write(
      Change(record: name, writes: [.init(.named("word"), .string("Ett ord"))]), in: scope)
    let page = site.get(.record(RecordKey(scope, name)))
    #expect(page.status == 200)
    #expect(page.holds("<bdi>Ett ord</bdi>"))
  }

  @Test func `a deleted record is shown as deleted, with who did it and why`() throws {
    let workspace = Workspace(
      replica: site.replica, peersFolder: PeersFolder(site.trial.parent.file("Peers")),
      person: "eva.lind")
    _ = try RecordEditor(workspace, scope: scope).delete(pathway.name, reason: "Dubblett")
    #expect(page.holds("Posten är borttagen, av:"))
    #expect(page.holds("<bdi>eva.lind</bdi>"))
    #expect(page.holds("Skäl: <bdi>Dubblett</bdi>"))
    #expect(page.holds("<bdi>Ångest</bdi>"))
  }

  @Test func `regions are listed with their status, and those that are missing`() throws {
    try site.set("region/14", "county_code=14", "name=Västra Götaland", scope: register)
    try site.set("region/08", "county_code=08", "name=Kalmar", scope: register)
    try site.set(
      "implementation/14-angest", "pathway=angest", "status=infort", "adopted_version=1",
      scope: .vgr)
    let row = page.text.components(separatedBy: "Västra Götaland</a>").last ?? ""
    #expect(row.contains("<span class=\"tag\">Infört</span>"))
    #expect(row.contains("nationell version är 2"))
    #expect(page.holds("1 av 2 regioner"))
    #expect(page.holds("<li>Kalmar</li>"))
  }

  @Test func `an approval says whether the record was changed since`() throws {
    let digest = try #require(try site.replica.record(pathway)?.state.digest(of: pathway.name))
    try site.set(
      "decision/beslut-1", "title=Beslut ett", "approves+=pathway/angest=\(digest)",
      scope: .named("national/decisions"))
    #expect(page.holds("godkänd som den är"))
    try site.set("pathway/angest", "version=3", scope: scope)
    #expect(page.holds("ändrad sedan godkännande"))
  }

  @Test func `who names a record is told`() {
    let area = RecordKey(register, .named("programme_area/psykisk-halsa"))
    let page = site.get(.record(area))
    #expect(page.values(of: "href").contains(PageLink.record(pathway).description))
    #expect(page.holds("Vårdförlopp: 1"))
  }

  @Test func `a very long text is folded, whole and harmless`() throws {
    let text = String(repeating: "<p> ord ", count: 100_000)
    try site.set("pathway/angest", "summary=\(text)", scope: scope)
    #expect(page.holds("<details><summary>Hela texten (800000 tecken)"))
    #expect(page.holds(text.replacing("<", with: "&lt;").replacing(">", with: "&gt;")))
    #expect(!page.holds("<p> ord"))
  }

  @Test func `the history of a field has the last write first, with what it replaced`() throws {
    try site.set("pathway/angest", "version=3", scope: scope)
    let page = site.get(PageLink.record(pathway).with("falt", "version"))
    let entries = page.text.components(separatedBy: "<li>\n<div").dropFirst()
    #expect(entries.first?.contains("<bdi>3</bdi></span> <span class=\"tag good\">gäller") == true)
    #expect(entries.first?.contains("Ersatte <del><bdi>2</bdi></del>") == true)
    #expect(entries.count == 2)
  }

  @Test func `the history of a settled conflict tells every value that ended`() throws {
    let collision = try Collision()
    let site = collision.own
    let workspace = Workspace(
      replica: site.replica, peersFolder: PeersFolder(site.trial.parent.file("Peers")),
      person: "eva.lind")
    _ = try RecordEditor(workspace, scope: .vgr).set(
      collision.key.name, [FieldInput(field: "note", text: "Avgjort")])
    let page = site.get(PageLink.record(collision.key).with("falt", "note"))
    #expect(page.holds("Ersatte <del><bdi>Infört på alla vårdcentraler.</bdi>"))
    #expect(page.holds("Ersatte <del><bdi>Infört på hälften.</bdi>"))
  }

  @Test func `a field that was cleared keeps the way to its history`() throws {
    try site.set("pathway/angest", "version=", "icd10=", scope: scope)
    let links = page.values(of: "href").filter { $0.contains("falt=") }
    #expect(links.contains { $0.hasSuffix("falt=version#historik") })
    #expect(links.contains { $0.hasSuffix("falt=icd10#historik") })
    #expect(!links.contains { $0.hasSuffix("falt=summary#historik") })
  }

  @Test func `a record that is not here is said to be missing`() {
    #expect(site.get("/post?scope=region/14&type=pathway&id=x").status == 404)
    #expect(site.get("/post?scope=region/14").status == 404)
  }
}
