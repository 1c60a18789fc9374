import Foundation
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncExchange

/// What people and programs are told of a night.
struct ReportTests {
  private static let fixtures = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/nightly")

  @Test(arguments: ["report.json", "report.md", "report.html"])
  func `the report of a night is as it was read through`(name: String) throws {
    let report = NightlyReport.sample()
    let text =
      switch name {
      case "report.json": String(decoding: CanonicalJSON.write(report.json), as: UTF8.self) + "\n"
      case "report.md": report.document.markdown
      default: report.document.html
      }
    let file = Self.fixtures.appending(path: name)
    if ProcessInfo.processInfo.environment["SYNCD_GOLDEN"] == "write" {
      try Data(text.utf8).write(to: file)
    }
    #expect(try Text(String(contentsOf: file, encoding: .utf8)) == Text(text))
  }

  @Test func `no value becomes markup`() {
    let document = NightlyReport.sample().document
    #expect(!document.html.contains("<script"))
    #expect(!document.html.contains("<share>"))
    #expect(!document.markdown.replacing("\\<", with: "").contains("<"))
    #expect(!document.markdown.contains("[x]"))
    for text in [document.html, document.markdown] {
      #expect(!text.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test func `a value cannot open a new row, heading or list in Markdown`() {
    let lines = ReportDocument(
      title: "a\n# b", subtitle: "1. x",
      sections: [
        .init(
          title: "t",
          blocks: [
            .table(caption: "c", columns: [.init(title: "x")], rows: [["a|b\n|c"]]),
            .list(["- x", "3) y", "# z"]),
          ])
      ]
    ).markdown.split(separator: "\n")
    #expect(lines[0] == "# a \\# b")
    #expect(lines.contains("| a\\|b \\|c |"))
    #expect(lines.suffix(3) == ["- \\- x", "- 3\\) y", "- \\# z"])
  }

  @Test func `what a person has to do comes first, the gravest before the rest`() {
    let report = NightlyReport.sample()
    #expect(report.document.sections.first?.title == "Att göra")
    #expect(
      report.needs.map(\.code) == [
        "digests_differ", "lapsed_erasures", "forks", "conflicts", "quarantine", "peer_unreachable",
        "upgrade_needed", "check_errors", "stopped",
      ])
    #expect(report.needsPerson)
  }

  @Test func `a quiet night needs nobody, and its report has the same sections`() {
    let quiet = NightlyReport.quiet()
    #expect(!quiet.needsPerson)
    #expect(
      quiet.document.sections.map(\.title) == NightlyReport.sample().document.sections.map(\.title))
  }

  @Test func `every failure of a peer is told in Swedish`() {
    for code in ExchangeError.Code.allCases {
      let need = NightlyNeed.trouble(peer: "08", code: code.rawValue, message: "m", hint: "h")
      #expect(need.swedish.hasPrefix("08: "))
    }
  }

  @Test func `the folder holds the last report and at most thirty earlier ones`() throws {
    try withTemporaryFolder { folder in
      let url = folder.file("reports")
      let reports = try ReportFolder(url)
      for day in 10...45 {
        let name = "2025-\(day < 30 ? "01" : "02")-\(day < 30 ? day : day - 20)T0100.json"
        try Data().write(to: url.appending(path: name))
      }
      try Data().write(to: url.appending(path: "notes.json"))
      try reports.write(.quiet())
      let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
      #expect(names.count { $0.hasPrefix("20") } == ReportFolder.keptLimit)
      #expect(names.contains("2026-06-19T1000.json"))
      #expect(names.contains("notes.json"))
      #expect(Set(names).isSuperset(of: ["latest.json", "latest.md", "latest.html"]))
      #expect(!names.contains { $0.hasPrefix(".") })
    }
  }

  @Test func `a folder for reports that cannot be made is refused at once`() throws {
    try withTemporaryFolder { folder in
      let error = #expect(throws: ExchangeError.self) {
        _ = try ReportFolder(folder.file("no/such/place"))
      }
      #expect(error?.code == .fileNotWritten)
    }
  }
}
