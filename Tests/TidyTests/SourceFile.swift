import Foundation

/// A Swift file of this repository, as text and as bare code.
struct SourceFile: Sendable {
  /// The path from the top of the repository, such as `Sources/SyncCore/Limits.swift`.
  let path: String
  let lines: [String]
  /// The same lines with spaces in place of comments and of what stands inside quotes.
  let code: [String]
  /// The same lines with spaces in place of all but comments.
  let comments: [String]

  init(path: String, text: String) {
    self.path = path
    lines = Self.lines(of: text)
    let parts = CodeScanner.split(text)
    code = Self.lines(of: parts.code)
    comments = Self.lines(of: parts.comments)
  }

  /// The module that the file belongs to: the folder after `Sources`.
  var module: String? {
    let parts = path.split(separator: "/")
    return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
  }

  /// The lines with their numbers, from 1.
  var numberedCode: [(number: Int, line: String)] {
    code.enumerated().map { ($0 + 1, $1) }
  }

  private static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

/// A place where a rule is broken.
struct Finding: Hashable, CustomStringConvertible {
  let path: String
  /// From 1; 0 speaks of the whole file.
  let line: Int
  let message: String

  init(_ file: SourceFile, _ line: Int, _ message: String) {
    path = file.path
    self.line = line
    self.message = message
  }

  var description: String { "\(path):\(line): \(message)" }
}
