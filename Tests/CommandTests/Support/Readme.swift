import Foundation

/// The README of the checkout that the tests were built from.
enum Readme {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func text() throws -> String {
    try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
  }

  /// The first block of a language.
  static func block(_ language: String) throws -> String {
    let rest = try text().split(separator: "```\(language)\n").dropFirst().first
    return rest?.split(separator: "```").first.map(String.init) ?? ""
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
