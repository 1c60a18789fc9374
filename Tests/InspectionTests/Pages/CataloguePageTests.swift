import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import Inspection

@Suite struct CataloguePageTests {
  let site: TrialSite
  let scope = Scope.named("national/psykisk-halsa")

  init() throws {
    site = try TrialSite(.national)
    try site.set(
      "pathway/angest", "title=Ångest", "phase=godkand", "programme_area=psykisk-halsa",
      "icd10+=F41.1", scope: scope)
    try site.set("pathway/anger", "title=Anger", "phase=pa_remiss", scope: scope)
  }

  @Test func `the start page counts pathways by phase and links to them`() {
    let page = site.get("/katalog")
    #expect(page.holds(#"<a href="/katalog?fas=godkand">Godkänd</a> <span class="dim count">(1)"#))
    #expect(page.holds(#"<a href="/katalog?typ=pathway">Vårdförlopp</a>"#))
  }

  @Test func `numbers follow what is written`() throws {
    _ = site.get("/katalog")
    try site.set("pathway/oro", "title=Oro", "phase=godkand", scope: scope)
    #expect(site.get("/katalog").holds(#"Godkänd</a> <span class="dim count">(2)"#))
  }

  @Test(arguments: ["fas=godkand", "omrade=psykisk-halsa", "fas=godkand&q=%C3%A5ng"])
  func `a filter lists only what it lets through`(_ filter: String) {
    let page = site.get("/katalog?\(filter)")
    #expect(page.holds("<bdi>Ångest</bdi>"))
    #expect(!page.holds("<bdi>Anger</bdi>"))
  }

  @Test func `å is a letter of its own in a search`() {
    let page = site.get("/katalog?q=ang")
    #expect(page.holds("<bdi>Anger</bdi>"))
    #expect(!site.get("/katalog?q=%C3%A5ng").holds("<bdi>Anger</bdi>"))
  }

  @Test func `the beginning of a code finds it`() {
    #expect(site.get("/katalog?q=F41").holds("<bdi>Ångest</bdi>"))
  }

  @Test func `a scope alone lists the types that stand in it`() {
    let page = site.get("/katalog?scope=national/psykisk-halsa")
    #expect(page.values(of: "href").contains("/katalog?typ=pathway&scope=national/psykisk-halsa"))
    #expect(!page.values(of: "href").contains { $0.hasPrefix("/katalog?typ=region&scope") })
  }

  @Test func `a title that looks like markup is shown as text`() throws {
    try site.set("pathway/ond", "title=<script>alert(1)</script>", scope: scope)
    let page = site.get("/katalog?typ=pathway")
    #expect(page.holds("&lt;script&gt;alert(1)"))
    #expect(!page.holds("<script>alert"))
  }

  @Test func `a list longer than a page goes on behind it`() throws {
    try write(CatalogueList.pageSize + 1)
    let second = site.get("/katalog?typ=pathway&sida=2")
    #expect(site.get("/katalog?typ=pathway").holds("Sida 1 av 2"))
    #expect(second.holds("<code>x-9</code>"))
    #expect(!second.holds("<code>x-10</code>"))
  }

  @Test func `a search says so while much is not indexed yet`() throws {
    try write(CatalogueShelf.restLimit * 2)
    #expect(site.get("/katalog?q=angest").holds("indexeras"))
    site.site.refresh(from: site.replica)
    #expect(!site.get("/katalog?q=angest").holds("indexeras"))
  }

  /// Pathways with ids from `x-0`.
  private func write(_ count: Int) throws {
    let title = CellName.named("title")
    _ = try site.replica.edit(Occasion(person: nil, message: nil, time: .midsummer)) { _ in
      (0..<count).map { number in
        let name = RecordName.named("pathway/x-\(number)")
        return (scope, Change(record: name, writes: [.init(title, .string("X \(number)"))]))
      }
    }
  }
}
