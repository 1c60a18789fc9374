import Foundation
import SyncCore
import SyncWire
import Testing

/// The format article is the promise to other implementations, so its example and its numbers are
/// held against the vectors and the code.
struct ArticleTests {
  private func article() throws -> String {
    let package = Fixture.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = "Sources/SyncWire/SyncWire.docc/ChangesetFormat.md"
    return String(decoding: try Data(contentsOf: package.appending(path: path)), as: UTF8.self)
  }

  @Test func `the worked example is the second golden line`() throws {
    let file = String(decoding: try Fixture.bytes("golden/exchange.jsonl"), as: UTF8.self)
    let line = String(try #require(file.split(separator: "\n").dropFirst().first))
    let changeset = try Changeset.decode(Array(line.utf8))
    let article = try article()
    let start = try #require(article.firstRange(of: "## Worked example")).upperBound
    let blocks = article[start...].split(separator: "\n").filter { $0.hasPrefix("{") }
    #expect(blocks.count == 2)
    #expect(blocks.allSatisfy { line.contains($0) })
    #expect(blocks.last.map { ContentHash.sha256(Array($0.utf8)) } == changeset.header.hash)
    #expect(article.contains(changeset.header.hash.hex))
    #expect(article.contains(KeyText.encode(changeset.signature)))
  }

  @Test func `the article names the limits that the code keeps`() throws {
    let article = try article()
    #expect(article.contains("(\(Limits.changesetBytes) bytes)"))
    #expect(article.contains("| changes in a changeset | \(Limits.changes) |"))
    #expect(article.contains("(\(Limits.textBytes) bytes)"))
    #expect(article.contains("at most \(CanonicalJSON.nestingLimit) levels"))
    #expect(article.contains("| nesting inside a cell's value | \(Limits.nesting) "))
    #expect(article.contains("±\(Value.integerLimit)"))
    #expect(article.contains("member of 1–\(CellName.memberLimitBytes) bytes"))
  }

  @Test func `the article names every code that a line can be refused for`() throws {
    let article = try article()
    let codes = [
      "malformed", "too_deep", "text_too_long", "too_many_changes", "too_large",
      "body_mismatch", "unknown_author", "no_right", "signature_mismatch", "beyond_pin",
      "pin_mismatch", "broken_chain", "fork", "waiting_overflow",
    ]
    #expect(codes.filter { !article.contains("`\($0)`") } == [])
  }
}
