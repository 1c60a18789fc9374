import Testing

@testable import Inspection

/// Texts as people are shown them.
@Suite struct ShowingTests {
  @Test func `control characters do not come through, line ends and tabs do`() {
    #expect("a\u{1B}b\u{7F}\u{80}c\u{9F}".printable == "a\u{FFFD}b\u{FFFD}\u{FFFD}c\u{FFFD}")
    #expect("\u{0}å".printable == "\u{FFFD}å")
    #expect(
      "rad\r\n\tnästa\u{A0}§ © ö".printable.utf8.elementsEqual("rad\r\n\tnästa\u{A0}§ © ö".utf8))
  }

  @Test(arguments: [
    ("kort", 4, "kort"), ("längre", 4, "län…"), ("två\n\nrader\n", 20, "två rader"),
    ("\n\nefter", 20, "efter"), ("rad\r\ntvå", 7, "rad två"), ("rad\ntvå", 6, "rad t…"),
    ("", 3, ""),
  ])
  func `a text becomes one line of so many characters`(text: String, limit: Int, line: String) {
    #expect(text.shortened(to: limit) == line)
  }
}
