import StoreFixtures
import SyncCore
import SyncHTTP
import SyncStore
import TestSupport
import Testing

@testable import Inspection

/// What needs me, how peers stand, and what changed since I looked.
@Suite struct OverviewPageTests {
  private static let record = RecordName.named("implementation/14-kol-1")

  private func contested(at author: Author = .vgr) throws -> TrialSite {
    let site = try TrialSite(author)
    for writer in [Author.kalmar, .skane] {
      var log = SignedLog(writer)
      try log.append(.put(.note, .string("by \(writer)"), of: Self.record))
      try site.trial.receive(log.lines)
    }
    return site
  }

  @Test func `a quiet replica says that nothing waits`() throws {
    let page = try TrialSite().text("/")
    #expect(page.contains("Inga konflikter väntar på dig."))
    #expect(page.contains("Inget ligger i karantän"))
    #expect(page.contains("Inget utbyte har skett ännu."))
    #expect(page.contains("Katalogen gås igenom."))
  }

  @Test func `a conflict where I may write is mine to settle`() throws {
    let page = try contested().text("/")
    #expect(page.contains("1 konflikt att avgöra här"))
    #expect(!page.contains("som någon annan avgör"))
    #expect(
      page.contains(
        "href=\"/konflikter?region=14&amp;typ=implementation&amp;slag=varden\">1</a>"))
  }

  @Test func `a conflict where I may not write is for others`() throws {
    var parties = TrialParties()
    parties.writes[.national] = [.named("national")]
    let site = try TrialSite(.national, rights: parties.rights)
    for writer in [Author.kalmar, .skane] {
      var log = SignedLog(writer)
      try log.append(.put(.note, .string("by \(writer)"), of: Self.record))
      try site.trial.receive(log.lines)
    }
    let page = site.text("/")
    #expect(page.contains("Inga konflikter väntar på dig."))
    #expect(page.contains("1 konflikt som någon annan avgör"))
  }

  @Test func `a conflict in a programme area leads to that area`() {
    #expect(
      OpenWork.link(to: .existence, of: .named("pathway"), in: .named("national/lung")).description
        == "/konflikter?region=national&omrade=lung&typ=pathway&slag=borttaget")
  }

  @Test func `what was refused and what waits leads to the quarantine`() throws {
    let site = try TrialSite(.kalmar)
    var log = SignedLog(.vgr)
    for number in 1...2 { try log.append(.put(.note, .integer(Int64(number)))) }
    try site.trial.receive([log.line(2), Array("no line".utf8)])
    let page = site.text("/")
    #expect(page.contains("1 nekad ändring i karantän"))
    #expect(page.contains("1 logg väntar på en ändring som saknas"))
  }

  @Test func `findings come from the last pass, with its time`() throws {
    let site = try TrialSite()
    var log = SignedLog(.vgr)
    try log.append(.put(.named("pathway"), "gone", of: Self.record))
    try site.trial.receive(log.lines)
    site.site.refresh(from: site.replica)
    let page = site.text("/")
    #expect(page.contains("Brutna referenser"))
    #expect(
      page.contains("href=\"/konflikter?region=14&amp;typ=implementation&amp;slag=referens\""))
    #expect(page.contains("Genomgången gjordes"))
  }

  @Test func `peers tell their last exchange, and why it failed`() throws {
    let site = try TrialSite()
    try site.replica.note(
      exchangeWith: "08", at: .named("2026-11-22T01:10:00.000Z"), received: 1, sent: 0,
      failure: nil)
    try site.replica.note(
      exchangeWith: "12", at: .midsummer, received: 0, sent: 0, failure: "no <route>")
    let page = site.text("/")
    #expect(page.contains("2026-11-22 02:10"))
    #expect(page.contains("no &lt;route&gt;"))
    #expect(page.contains("misslyckades"))
  }

  @Test func `only the button marks what was on the page as seen`() throws {
    let site = try contested()
    #expect(site.answer("/").field("Set-Cookie") == nil)
    #expect(site.text("/").contains("Senaste ändringarna"))
    let sent = try #require(site.text("/").firstMatch(of: /name="sett" value="(\d+)"/)?.1)
    let answer = site.post("/", "sett=\(sent)")
    #expect(answer.status == 303)
    #expect(answer.field("Location") == "/")
    let cookie = try #require(answer.field("Set-Cookie")?.prefix { $0 != ";" })
    #expect(site.text("/", cookie: String(cookie)).contains("Inget har ändrats sedan"))
    #expect(site.post("/", "sett=x").status == 404)
  }

  @Test func `what came after the mark is told, with who and what`() throws {
    let site = try contested()
    let last = try site.replica.arrivals(
      after: 0, limit: 1, limitBytes: 1, countLimit: 1
    ).last
    var log = SignedLog(.vgr)
    try log.append(
      all: [.put(.note, "new", of: Self.record)], person: "Bo <b>", message: "Nytt")
    try site.trial.receive(log.lines)
    let cookie = Seen.cookie(site.visit("/"))
    let page = site.text("/", cookie: "lang=sv; \(cookie)=\(last)")
    #expect(page.contains("Ändrat sedan du senast tittade"))
    #expect(page.contains("<bdi>Bo &lt;b&gt;</bdi>, 14-vgr"))
    #expect(page.contains("1 ändring"))
    #expect(page.contains("Nytt"))
    #expect(!page.contains("08-kalmar:1"))
  }

  @Test func `a mark of a replica that is no more counts for nothing`() throws {
    let site = try contested()
    let page = site.text("/", cookie: "\(Seen.cookie(site.visit("/")))=999999")
    #expect(page.contains("Senaste ändringarna"))
    #expect(page.contains("2 ändringar"))
  }
}
