import TestSupport
import Testing

@testable import Inspection

@Suite struct FormFieldsTests {
  @Test("names and values come in order, with plus and percent read")
  func reads() {
    let fields = FormFields(encoded: "a=1&b=h%C3%B6ft+x&a=2&c&=d&e=%26%3D".utf8)
    #expect(fields.all("a") == ["1", "2"])
    #expect(fields["b"] == "höft x")
    #expect(fields["c"]?.isEmpty == true)
    #expect(fields["e"] == "&=")
    #expect(fields["f"] == nil)
  }

  @Test("line ends become LF, as texts have them; a CR alone is kept")
  func readsLineEnds() {
    #expect(FormFields(encoded: "t=a%0D%0Ab%0Dc%0Ad".utf8)["t"] == "a\nb\rc\nd")
  }

  @Test(
    "what is no encoding is taken as it stands",
    arguments: [("t=100%", "100%"), ("t=%zz", "%zz"), ("t=%4", "%4"), ("t=%FF", "\u{FFFD}")])
  func readsDamage(encoded: String, text: String) {
    #expect(FormFields(encoded: encoded.utf8)["t"] == text)
  }

  @Test("links and forms are inverse, whatever is in the values", arguments: 0..<50)
  func inverts(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let text = String(
      String.UnicodeScalarView(
        (0..<20).compactMap { _ in Unicode.Scalar(UInt32(random.number(in: 1...0x2FFF))) }
          .filter { $0 != "\r" }))
    let link = PageLink("/x", [("a", text), ("b", nil), ("c", "1")])
    let query = link.description.dropFirst("/x?".count)
    #expect(FormFields(encoded: query.utf8)["a"].map { Array($0.utf8) } == Array(text.utf8))
  }
}
