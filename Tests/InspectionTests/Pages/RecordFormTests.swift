import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import Inspection

@Suite struct RecordFormTests {
  let site: TrialSite
  let scope = Scope.named("national/psykisk-halsa")
  let key = RecordKey(.named("national/psykisk-halsa"), .named("pathway/angest"))

  init() throws {
    site = try TrialSite(.national)
    try site.set(
      "pathway/angest", "title=Ångest", "version=1", "phase=godkand", "icd10+=F41.1",
      "icd10+=F41.2", scope: scope)
  }

  private var form: Reply { site.get(PageLink.record(key).with("redigera", "ja")) }

  /// The hidden values of the form, with what a person typed behind them.
  private func sent(
    _ form: Reply, _ typed: (name: String, value: String)...
  ) -> [(name: String, value: String)] {
    let names = form.values(of: "name")
    let hidden = form.text.matches(
      of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/
    ).map { (name: String($0.1), value: String($0.2)) }
    #expect(names.contains("value.title"))
    return typed + hidden
  }

  private func value(_ cell: String) throws -> Value? {
    try site.replica.record(key)?.shown[.named(cell)]
  }

  @Test func `what was changed is written, and nothing else`() throws {
    let sent = sent(
      form, ("value.title", "Ångest"), ("value.version", "@2"), ("value.phase", "godkand"),
      ("message", "Ny version"))
    let answer = site.post(.record(key), sent)
    #expect(answer.status == 303)
    #expect(answer.location?.contains("sparat=national:2") == true)
    let last = try site.replica.history(of: key).last
    #expect(last?.change.writes == [.init(.named("version"), .string("@2"))])
    #expect(last?.origin.message == "Ny version")
  }

  @Test func `members of a set are added and removed line by line`() throws {
    let answer = site.post(.record(key), sent(form, ("value.icd10", "F41.2\r\nF41.9\r\n")))
    #expect(answer.status == 303)
    let members = try site.replica.record(key)?.shown.keys.compactMap(\.member).sorted()
    #expect(members == ["F41.2", "F41.9"])
  }

  @Test func `a column that was not touched keeps what was shown, not what came since`() throws {
    let (own, other) = (try TrialSite(.vgr), try TrialSite(.skane))
    let key = RecordKey(.vgr, .named("implementation/14-kol-1"))
    try own.set(key.name.description, "status=infors", "status_date=2026-10-01")
    let shown = own.get(PageLink.record(key).with("redigera", "ja"))
    try other.set(
      key.name.description, "status=infort", "status_date=2026-10-20", scope: .vgr)
    try own.meets(other)
    let hidden = shown.text.matches(
      of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/
    ).map { (name: String($0.1), value: String($0.2)) }
    let answer = own.post(.record(key), [("value.status_date", "2026-11-01")] + hidden)
    #expect(answer.status == 303)
    let written = try #require(try own.replica.history(of: key).last?.change.writes.first)
    #expect(written.value["status"] == "infors")
    #expect(written.value["status_date"] == "2026-11-01")
  }

  @Test func `a form without changes writes nothing`() throws {
    let answer = site.post(.record(key), sent(form, ("value.title", "Ångest")))
    #expect(answer.location?.contains("sparat=-") == true)
    #expect(try site.replica.history(of: key).count == 1)
  }

  @Test func `a value that is refused comes back with all that was typed`() throws {
    let answer = site.post(
      .record(key), sent(form, ("value.phase_date", "i går"), ("value.version", "9")))
    #expect(answer.status == 422)
    #expect(answer.values(of: "value").contains("i går"))
    #expect(answer.values(of: "value").contains("9"))
    #expect(try value("version") == "1")
  }

  @Test func `what was written since is shown beside what was typed`() throws {
    let sent = sent(form, ("value.version", "2"))
    try site.set("pathway/angest", "version=3", "title=Ångest nu", scope: scope)
    let answer = site.post(.record(key), sent)
    #expect(answer.status == 409)
    #expect(answer.holds("ersätts om du sparar igen: 3"))
    #expect(answer.values(of: "value").contains("Ångest nu"))
    #expect(try value("version") == "3")
    #expect(site.post(.record(key), self.sent(answer, ("value.version", "2"))).status == 303)
    #expect(try value("version") == "2")
  }

  @Test func `a record of somebody else has no form and takes none`() throws {
    let other = try TrialSite(.skane)
    try other.meets(site)
    let form = other.get(PageLink.record(key).with("redigera", "ja"))
    #expect(!form.holds("value.title"))
    #expect(other.post(.record(key), [("value.version", "2")]).status != 303)
    #expect(try other.replica.history(of: key).count == 1)
  }
}
