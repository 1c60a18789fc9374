import Catalogue
import StoreFixtures
import SyncCore
import SyncHTTP
import TestSupport
import Testing

@testable import Inspection

/// Pathways by regions, on the page and as a file.
@Suite struct MatrixPageTests {
  private static let lung: Scope = .named("national/lung")

  /// KOL, changed nationally after Kalmar decided, and Epilepsi, which nobody has begun with.
  private func site() throws -> TrialSite {
    let site = try TrialSite()
    var national = SignedLog(.national, in: Self.lung)
    let made = try national.append(
      Change(
        record: .named("pathway/kol-1"),
        writes: [
          Change.Write(.named("title"), "KOL <1>"),
          Change.Write(.named("programme_area"), "lung"), Change.Write(.named("version"), "2"),
        ]),
      .put(.named("title"), "Epilepsi", of: .named("pathway/epilepsi")))
    try national.append(
      .put(.named("title"), "KOL <1>", of: .named("pathway/kol-1"), replacing: [made]),
      at: .named("2026-09-01T10:00:00.000Z"))
    var kalmar = SignedLog(.kalmar, in: .named("region/08"))
    try kalmar.append(
      Self.put("08-kol-1", of: "kol-1", .status("infort", on: "2026-05-01", "klart")))
    var skane = SignedLog(.skane, in: .named("region/12"))
    try skane.append(Self.put("12-kol-1", of: "kol-1", .status("pausat", on: "2026-10-01"), "1"))
    try site.trial.receive(national.lines + kalmar.lines + skane.lines)
    return site
  }

  private static func put(
    _ id: String, of pathway: String, _ status: Value, _ version: String? = nil
  ) -> Change {
    var writes = [
      Change.Write(.named("pathway"), .string(pathway)), Change.Write(.named("status"), status),
    ]
    if let version { writes.append(Change.Write(.named("adopted_version"), .string(version))) }
    return Change(record: .named("implementation/\(id)"), writes: writes)
  }

  @Test func `an empty catalogue says where pathways come from`() throws {
    #expect(try TrialSite().text("/inforande").contains("Det finns inga vårdförlopp här ännu"))
  }

  @Test func `a cell tells status, day, version and what changed nationally since`() throws {
    let page = try site().text("/inforande")
    #expect(page.contains("Infört"))
    #expect(page.contains("<time>2026-05-01</time>"))
    #expect(page.contains("nationellt ändrad 2026-09-01"))
    #expect(page.contains("nationell version är nu 2"))
    #expect(page.contains("KOL &lt;1&gt;"))
    #expect(page.contains("Epilepsi"))
    #expect(page.contains("tabindex=\"0\""))
  }

  @Test func `a record that was only made is not changed since`() throws {
    let site = try TrialSite()
    var national = SignedLog(.national, in: Self.lung)
    try national.append(.put(.named("title"), "KOL", of: .named("pathway/kol-1")))
    var kalmar = SignedLog(.kalmar, in: .named("region/08"))
    try kalmar.append(Self.put("08-kol-1", of: "kol-1", .status("infort", on: "2001-01-01")))
    try site.trial.receive(national.lines + kalmar.lines)
    let page = site.text("/inforande")
    #expect(page.contains("<time>2001-01-01</time>"))
    #expect(!page.contains("nationellt ändrad"))
  }

  @Test(
    "a filter leaves out rows and columns",
    arguments: [
      ("status=infort", true, false, false), ("status=pausat", false, true, false),
      ("status=saknas", false, false, true), ("region=12", false, true, true),
      ("omrade=lung", true, true, false), ("andrat=1", true, true, false),
      ("andrat=1&status=pausat&region=08", false, false, false),
    ])
  func filters(query: String, hasIntroduced: Bool, hasPaused: Bool, hasEpilepsy: Bool) throws {
    let page = try site().text("/inforande?" + query)
    #expect(page.contains("<a class=\"tag good\"") == hasIntroduced)
    #expect(page.contains("<a class=\"tag bad\"") == hasPaused)
    #expect(page.contains(">Epilepsi</a>") == hasEpilepsy)
  }

  @Test func `a contested status leads to its conflict`() throws {
    let site = try TrialSite()
    for (author, code) in [(Author.kalmar, "infort"), (.skane, "pausat")] {
      var log = SignedLog(author)
      try log.append(Self.put("14-kol-1", of: "kol-1", .status(code, on: "2026-05-01")))
      try site.trial.receive(log.lines)
    }
    var national = SignedLog(.national, in: Self.lung)
    try national.append(.put(.named("title"), "KOL", of: .named("pathway/kol-1")))
    try site.trial.receive(national.lines)
    #expect(
      site.text("/inforande").contains(
        "id=14-kol-1&amp;cell=status\">konflikt</a>"))
    #expect(site.text("/inforande.csv").contains(";ja\r\n"))
  }

  @Test func `the columns are the regions of the register, in Peers or not`() throws {
    let site = try site()
    var national = SignedLog(.national, in: .named("national/register"))
    try national.append(.put(.named("name"), "Region Örebro län", of: .named("region/18")))
    try site.trial.receive(national.lines)
    #expect(site.text("/inforande").contains("Örebro <span class=\"dim\">18</span>"))
  }

  @Test func `the sums count what is shown`() throws {
    let page = try site().text("/inforande?region=08")
    #expect(page.contains("<th scope=\"row\">Infört</th><td class=\"number\">1</td></tr>"))
    #expect(!page.contains("<th scope=\"row\">Pausat</th>"))
  }

  @Test func `the file has the filter of the page and the form of a Swedish Excel`() throws {
    let site = try site()
    let bytes = site.answer("/inforande.csv?status=infort").bytes
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let document = try CSVDocument(parsing: bytes)
    #expect(document.header.first == "Vårdförlopp")
    #expect(
      document.lines.map(\.cells) == [
        [
          "KOL <1>", "kol-1", "lung", "2", "08-kalmar", "08", "Infört", "2026-05-01", "klart", "",
          "nationellt ändrad 2026-09-01", "nej",
        ]
      ])
    let all = try CSVDocument(parsing: site.answer("/inforande.csv").bytes)
    #expect(all.lines.count == 2 * 3)
    #expect(site.text("/inforande?status=infort").contains("/inforande.csv?status=infort"))
  }

  @Test func `a status that this version does not know shows as it is`() throws {
    let site = try TrialSite()
    var log = SignedLog(.kalmar, in: .named("region/08"))
    try log.append(Self.put("08-e", of: "epilepsi", .status("<i>nytt", on: "2026-01-01")))
    var national = SignedLog(.national, in: Self.lung)
    try national.append(.put(.named("title"), "Epilepsi", of: .named("pathway/epilepsi")))
    try site.trial.receive(log.lines + national.lines)
    #expect(site.text("/inforande").contains("&lt;i&gt;nytt"))
  }
}
