import Foundation
import TestSupport
import Testing

/// The README says nothing that does not work.
struct ReadmeTests {
  @Test func `the session in the README works as written`() throws {
    try withTemporaryFolder { folder in
      let program = try Program.url.deletingLastPathComponent().path
      let script = try Readme.session()
        .replacingOccurrences(of: "/tmp/syncd-tour", with: folder.path + "/tour")
        .replacingOccurrences(of: "$PWD/.build/release", with: program)
      let run = try Program.run(script: script, in: Readme.root)
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.contains("14-kol-1|infors|Start i mars"))
      #expect(run.output.contains("All logs verify"))
    }
  }

  @Test func `every command that the README names is there`() throws {
    try withTemporaryFolder { folder in
      for command in try Readme.commands() {
        let run = try Program.run([command, "--help"], in: folder.url)
        #expect(run.code == 0, "\(command)")
      }
    }
  }
}

/// The README of the checkout that the tests were built from.
private enum Readme {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text() throws -> String {
    try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
  }

  /// The blocks marked `sh session`, one after the other.
  static func session() throws -> String {
    let blocks = try text().split(separator: "```sh session\n").dropFirst()
    return blocks.compactMap { $0.split(separator: "```").first.map(String.init) }.joined()
  }

  /// The words at the start of the code spans in the first column of the table of commands.
  static func commands() throws -> Set<String> {
    let rows = try text().split(separator: "\n").drop { $0 != "| command | what it does |" }
    let cells = rows.dropFirst(2).prefix { $0.hasPrefix("|") }.compactMap {
      $0.split(separator: "|").first
    }
    let spans = cells.flatMap { $0.split(separator: "`").filter { $0.first?.isLetter == true } }
    return Set(spans.compactMap { $0.split(separator: " ").first.map(String.init) })
  }
}
