import StoreFixtures
import SyncCore
import SyncHTTP
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import Inspection

/// Who changed what, and the proof of it.
@Suite struct HistoryPageTests {
  private static let record = RecordName.named("implementation/14-kol-1")
  private static let ofRecord = "/historik?scope=region/14&type=implementation&id=14-kol-1"

  /// A note that was written, replaced with a reason, and cleared.
  private func log() throws -> SignedLog {
    var log = SignedLog(.vgr)
    let first = try log.append(
      all: [.put(.note, "before <b>", of: Self.record)], person: "anna<i>", message: "Första")
    let second = try log.append(
      Change(
        record: Self.record, writes: [Change.Write(.note, "after")],
        replaces: [Change.Replacement(.note, [first])], reason: "ett skäl"))
    try log.append(
      Change(record: Self.record, replaces: [Change.Replacement(.note, [second])]),
      at: .midsummer.adding(seconds: 3_600))
    return log
  }

  private func site() throws -> TrialSite {
    let site = try TrialSite(.kalmar)
    try site.trial.receive(try log().lines)
    return site
  }

  @Test func `a record tells cell by cell what stood before and after`() throws {
    let page = try site().text(Self.ofRecord)
    let cells = { (before: String, after: String) in
      "data-label=\"Före\">\(before)</td><td class=\"text\" data-label=\"Efter\">\(after)</td>"
    }
    #expect(page.contains(cells("(inget)", "before &lt;b&gt;")))
    #expect(page.contains(cells("before &lt;b&gt;", "after")))
    #expect(page.contains(cells("after", "(borttaget)")))
    #expect(page.contains("ett skäl"))
    #expect(page.contains("<bdi>anna&lt;i&gt;</bdi>, 14-vgr"))
    #expect(page.contains("Första"))
  }

  @Test func `a clock that was ahead is told`() throws {
    let page = try site().text(Self.ofRecord)
    #expect(page.ranges(of: "klockan gick före").count == 1)
  }

  @Test func `the last changeset comes first, and older ones are on the next page`() throws {
    let site = try TrialSite(.kalmar)
    var log = SignedLog(.vgr)
    for number in 1...15 {
      try log.append(.put(.note, .string("value \(number)"), of: Self.record))
    }
    try site.trial.receive(log.lines)
    for address in [Self.ofRecord, "/historik?scope=region/14&author=14-vgr"] {
      let first = site.text(address)
      #expect(first.contains(">Ändring 14-vgr:15</a>"))
      #expect(first.contains(">Ändring 14-vgr:6</a>"))
      #expect(!first.contains(">Ändring 14-vgr:5</a>"))
      let older = try #require(first.firstMatch(of: /rel="next" href="([^"]*)"/)?.1)
      let second = site.text(String(older).replacing("&amp;", with: "&"))
      #expect(second.contains(">Ändring 14-vgr:5</a>"))
      #expect(second.contains(">Ändring 14-vgr:1</a>"))
      #expect(!second.contains(">Ändring 14-vgr:6</a>"))
    }
  }

  @Test func `a page of large changesets stops early and goes on behind them`() throws {
    let site = try TrialSite(.kalmar)
    var log = SignedLog(.vgr)
    let large = String(repeating: "å", count: 400_000)
    for _ in 1...3 { try log.append(.put(.note, .string(large), of: Self.record)) }
    try site.trial.receive(log.lines)
    let first = site.text(Self.ofRecord)
    #expect(first.contains("Ändring 14-vgr:2<"))
    #expect(!first.contains("Ändring 14-vgr:1<"))
    #expect(first.contains("rel=\"next\""))
    #expect(first.contains("(förkortat)"))
  }

  @Test func `the list of logs leads to each log`() throws {
    let page = try site().text("/historik")
    #expect(page.contains("href=\"/historik?scope=region/14&amp;author=14-vgr\""))
    #expect(page.contains("1 logg"))
    #expect(try TrialSite().text("/historik").contains("Här finns inga loggar ännu"))
  }

  @Test func `a changeset names the key and the link that prove it`() throws {
    let site = try site()
    let page = site.text("/andring?scope=region/14&dot=14-vgr:2")
    let key = KeyText.encode(SigningKey.trial(.vgr).publicKey)
    #expect(page.contains("Underskriften är gjord med nyckeln för 14-vgr"))
    #expect(page.contains(key))
    #expect(page.contains("Den länkar till ändring 1 i loggen"))
    #expect(!page.contains("tag bad"))
    #expect(page.contains("syncd apply 14-vgr-2.json --dry-run"))
    #expect(site.text("/andring?scope=region/14&dot=14-vgr:1").contains("Den är den första"))
  }

  @Test func `a key that is no longer in Peers proves nothing`() throws {
    var site = try site()
    try site.trial.reopen(rights: TrialParties().without(.vgr).rights)
    let page = site.text("/andring?scope=region/14&dot=14-vgr:2")
    #expect(page.contains("Okänd författare"))
    #expect(page.contains("tag bad"))
  }

  @Test func `a link to another changeset is no proof`() throws {
    let site = try site()
    let log = try log()
    var other = log.branch(after: 0, salt: 4)
    try other.append(.put(.note, "forged", of: Self.record))
    let words = Words(.swedish)
    let visit = site.visit("/andring")
    let fitting = ChangesetProof(log.changesets[1], after: log.head(at: 1).hash, visit)
    #expect(fitting.steps.map(\.holds) == [true, true, true])
    let forged = ChangesetProof(log.changesets[1], after: other.head(at: 1).hash, visit)
    #expect(forged.steps.map(\.holds) == [true, true, false])
    let missing = ChangesetProof(log.changesets[1], after: nil, visit)
    #expect(missing.steps.last?.text == words("changeset_before_missing", "1"))
  }

  @Test func `the file is the line that was signed, byte for byte`() throws {
    let site = try site()
    let answer = site.answer("/andring.json?scope=region/14&dot=14-vgr:2")
    let line = try log().line(2)
    #expect(answer.bytes == line)
    #expect(
      answer.field("Content-Disposition") == "attachment; filename=\"14-vgr-2.json\"")
  }

  @Test(
    "what is not here is not found",
    arguments: [
      "/andring?scope=region/14&dot=14-vgr:9", "/andring?scope=region/14&dot=x",
      "/andring.json?scope=region/14&dot=14-vgr:9", "/historik?scope=region/14&author=12-skane",
      "/historik?scope=region/14&type=implementation&id=14-nothing", "/historik?author=%00",
    ])
  func missing(address: String) throws {
    #expect(try site().answer(address).status == 404)
  }

  @Test func `types and fields of a newer version are told by their names`() throws {
    let site = try TrialSite()
    var log = SignedLog(.kalmar)
    let record = RecordName.named("new_type/14-x")
    try log.append(.put(.named("new_field"), .object([("a", "<script>")]), of: record))
    try site.trial.receive(log.lines)
    let page = site.text("/andring?scope=region/14&dot=08-kalmar:1")
    #expect(page.contains("New type"))
    #expect(page.contains("New field"))
    #expect(page.contains("&lt;script&gt;"))
  }
}
