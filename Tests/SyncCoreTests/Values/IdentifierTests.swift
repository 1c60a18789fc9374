import SyncCore
import TestSupport
import Testing

/// The grammars of DESIGN section 6.
@Suite struct IdentifierTests {
  static let words = [
    "a", "0", "14-vgr", "status_date", "a-", "a_", String(repeating: "a", count: 64),
  ]

  static let notWords = [
    "", "-a", "_a", "A", "aB", "\u{E5}", "a\u{30A}", "a b", "a.b", "a:b", "a/b", " a", "a\n",
    "a\u{0}", "\u{212A}", "\u{FF41}", "\u{0661}", String(repeating: "a", count: 65),
  ]

  @Test(arguments: words)
  func `a word names an author, a type and a field`(word: String) {
    #expect(Author(word)?.string == word)
    #expect(TypeName(word)?.string == word)
    #expect(FieldName(word)?.string == word)
  }

  @Test(arguments: notWords)
  func `what is no word names neither author nor type nor field`(string: String) {
    #expect(Author(string) == nil)
    #expect(TypeName(string) == nil)
    #expect(FieldName(string) == nil)
  }

  @Test(arguments: [
    "14-vgr~k3v9x2ab", "a~00000000", String(repeating: "a", count: 64) + "~abcdefgh",
  ])
  func `an incarnation is a word, a tilde and eight letters or digits`(string: String) {
    #expect(Author(string)?.string == string)
  }

  @Test(arguments: [
    "a~", "~abcdefgh", "a~abcdefg", "a~abcdefghi", "a~abcdefgH", "a~abcd_fgh", "a~abcd-fgh",
    "a~abcdefg\u{E5}", "a~abcdefgh~abcdefgh", "a~~abcdefgh", "a~abcdefgh~",
    String(repeating: "a", count: 65) + "~abcdefgh",
  ])
  func `anything else after a tilde is refused`(string: String) {
    #expect(Author(string) == nil)
  }

  @Test(arguments: [
    ("14-vgr", "14-vgr"), ("14-vgr~k3v9x2ab", "14-vgr"), ("national", "national"),
  ])
  func `an incarnation is registered under the name before its tilde`(
    author: String, registered: String
  ) {
    #expect(Author.named(author).registered == .named(registered))
  }

  @Test(arguments: [
    "a", "Z", "9", "14-kol-1", "J44.1", "a:b", "a~b", "a_b",
    "A" + String(repeating: "z", count: 199),
  ])
  func `an id begins with a letter or digit and goes on with marks too`(string: String) {
    #expect(RecordID(string)?.string == string)
  }

  @Test(arguments: [
    "", ".a", "_a", ":a", "~a", "-a", "a b", "a/b", "\u{E5}", "a\u{30A}", "a\u{0}", "a,b",
    "A" + String(repeating: "z", count: 200),
  ])
  func `what has another form is no id`(string: String) {
    #expect(RecordID(string) == nil)
  }

  @Test func `names are ordered by their bytes`() {
    let sorted: [RecordID] = [.named("1"), .named("10"), .named("2"), .named("A"), .named("a")]
    #expect(sorted.reversed().sorted() == sorted)
  }

  @Test func `any author's name is read back as it was written`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let author = Author.arbitrary(using: &random)
      return Author(author.description) == author && author.text == Text(author.string)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `records are ordered by type, then id`() {
    let sorted: [RecordName] = [.named("a/z"), .named("b/a"), .named("b/b")]
    #expect(sorted.reversed().sorted() == sorted)
  }

  @Test func `keys of records are ordered by scope first`() {
    let first = RecordKey(.named("national/register"), .named("z/z"))
    let second = RecordKey(.named("region/14"), .named("a/a"))
    #expect(first < second && !(second < first))
  }

  @Test func `a key says record and scope as people write them`() {
    #expect(RecordKey(.vgr, .kol).description == "implementation/14-kol-1 in region/14")
  }
}
