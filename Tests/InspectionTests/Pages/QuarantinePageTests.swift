import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport
import Testing

@testable import Inspection

/// What was refused, and the logs that need something.
@Suite struct QuarantinePageTests {
  @Test func `an empty quarantine says so kindly`() throws {
    let page = try TrialSite().text("/karantan")
    #expect(page.contains("Karantänen är tom"))
    #expect(page.contains("Ingen logg väntar"))
  }

  @Test func `a refusal tells whom it is from, why, and what to do`() throws {
    let site = try TrialSite()
    var log = SignedLog(.kalmar, in: .named("region/12"))
    try log.append(.put(.note, "x", of: .named("implementation/12-kol")))
    _ = try site.replica.receive(log.lines, from: "<b>12</b>", at: .midsummer)
    let page = site.text("/karantan")
    #expect(page.contains("Författaren får inte skriva där"))
    #expect(page.contains("Ska författaren ha rätten"))
    #expect(page.contains("08-kalmar"))
    #expect(page.contains("&lt;b&gt;12&lt;/b&gt;"))
    #expect(page.contains("1 nekad ändring"))
    #expect(site.text("/karantan?orsak=fork").contains("0 nekade ändringar"))
    #expect(site.text("/karantan?lang=en").contains("The author may not write there"))
  }

  @Test func `a line that nobody can read is told as one`() throws {
    let site = try TrialSite()
    try site.trial.receive([Array("<script>".utf8)])
    let page = site.text("/karantan")
    #expect(page.contains("Raden följer inte formatet"))
    #expect(page.contains("går inte att läsa ut"))
  }

  @Test func `what a repair took out of a log is told in both languages`() throws {
    let site = try TrialSite()
    var log = SignedLog(.kalmar)
    for number in 1...2 { try log.append(.put(.note, .integer(Int64(number)))) }
    try site.trial.receive(log.lines)
    try site.trial.damage(2)
    let replica = try Replica.open(
      site.trial.folder, schema: site.replica.schema, rights: site.replica.rights,
      isForRepair: true)
    #expect(try replica.repair(at: .midsummer).left == [])
    let page = site.text("/karantan")
    #expect(page.contains("Ändringen var skadad på disken här"))
    #expect(page.contains("den begärs igen från den som har den"))
    #expect(site.text("/karantan?lang=en").contains("The changeset was damaged on the disk here"))
  }

  @Test func `a log that waits says for which changeset`() throws {
    let site = try TrialSite(.kalmar)
    var log = SignedLog(.vgr)
    for number in 1...3 { try log.append(.put(.note, .integer(Int64(number)))) }
    try site.trial.receive([log.line(3)])
    let page = site.text("/karantan")
    #expect(page.contains("1 ändring från nummer 3 väntar på nummer 1."))
  }

  @Test func `a fork says which numbers do not count`() throws {
    let site = try TrialSite(.kalmar)
    var log = SignedLog(.vgr)
    try log.append(.put(.note, "one"))
    try log.append(.put(.note, "two"))
    var other = log.branch(after: 1, salt: 9)
    try other.append(.put(.note, "three"))
    try site.trial.receive(log.lines + other.lines)
    let page = site.text("/karantan")
    #expect(page.contains("Avklippta loggar"))
    #expect(page.contains("1 ändring efter nummer 1 räknas inte"))
  }

  @Test func `a log without its text is held until the text comes`() throws {
    let site = try TrialSite(.kalmar)
    var log = SignedLog(.vgr)
    try log.append(.put(.note, "one"))
    try site.trial.receive([log.changesets[0].withoutBody.line])
    #expect(site.text("/karantan").contains("Nummer 1 saknar sin text"))
  }
}
