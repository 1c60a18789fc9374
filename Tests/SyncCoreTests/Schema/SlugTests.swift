import SyncCore
import TestSupport
import Testing

@Suite struct SlugTests {
  @Test(arguments: [
    ("KOL (1)", "kol-1"), ("Sj\u{F6}n", "sjon"), ("\u{C5}l\u{E4}nning", "alanning"),
    ("Caf\u{E9}", "cafe"), ("V\u{E4}stra  G\u{F6}taland", "vastra-gotaland"),
    ("Stroke/TIA \u{2013} akut", "stroke-tia-akut"), ("\u{D6}PPEN", "oppen"),
    ("\u{C9}", "e"), ("  a  ", "a"), ("--a--", "a"), ("1.2.3", "1-2-3"),
    ("\u{F1}", ""), ("a\u{F1}b", "a-b"), ("\u{1F600}", ""), ("", ""), ("---", ""),
  ])
  func `a slug is made of the title's plain letters and digits`(title: String, slug: String) {
    #expect(Slug.make(from: title) == slug)
  }

  @Test(arguments: [
    ("\u{E5}\u{E4}\u{F6}\u{E9}", "a\u{30A}a\u{308}o\u{308}e\u{301}"),
    ("\u{C5}\u{C4}\u{D6}\u{C9}", "A\u{30A}A\u{308}O\u{308}E\u{301}"),
  ])
  func `decomposed letters give the slug of composed ones`(composed: String, decomposed: String) {
    #expect(Slug.make(from: decomposed) == Slug.make(from: composed))
    #expect(Slug.make(from: composed) == "aaoe")
  }

  @Test func `a slug is an id, or empty`() {
    let failure = firstFailingSeed(outOf: 500) { random in
      let slug = Slug.make(from: Text.arbitrary(using: &random).string)
      return slug.isEmpty || RecordID(slug) != nil
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test(arguments: [
    ("aaaaaaaa", 4, "aaaa"), ("aaa a", 4, "aaa"), ("aaa a", 5, "aaa-a"), ("a a a", 3, "a-a"),
    ("\u{E5}\u{E4}\u{F6}", 2, "aa"),
  ])
  func `a slug keeps its limit and ends in no hyphen`(title: String, limit: Int, slug: String) {
    #expect(Slug.make(from: title, limitBytes: limit) == slug)
  }

  @Test func `a slug is its own slug`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let slug = Slug.make(from: Text.arbitrary(using: &random).string)
      return Slug.make(from: slug) == slug
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }
}
