import Testing

@testable import Inspection

@Suite struct MarkupTests {
  @Test("what steers a browser is written out")
  func escapes() {
    #expect(
      Markup().escapeText("<a href=\"x\" b='y'>&amp;</a>")
        == "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;")
  }

  @Test(
    "a mark with an accent on it is still a mark", arguments: ["\"\u{301}", "<\u{338}", "'\u{308}"])
  func escapesMarksWithAccents(text: String) {
    let escaped = Markup().escapeText(text)
    #expect(!escaped.utf8.contains { [UInt8](#"<"'"#.utf8).contains($0) })
    #expect(escaped.utf8.first == UInt8(ascii: "&"))
  }

  @Test("characters that HTML has no way to write become U+FFFD")
  func escapesControls() {
    #expect(Markup().escapeText("a\0b\u{1B}c\td\n") == "a\u{FFFD}b\u{FFFD}c\td\n")
  }

  @Test("templates escape, those within templates too")
  func rendersEscaped() {
    let text = Templates.render(
      "failure", ["what": "<b>\"x", "typed": [["text": "</textarea><i>"]]])
    #expect(text.contains("&lt;b&gt;&quot;"))
    #expect(text.contains("&lt;/textarea&gt;&lt;i&gt;"))
    let pager = Templates.render("conflicts", ["pager": ["position": "<p>"], "has_rows": true])
    #expect(pager.contains("&lt;p&gt;"))
  }
}
