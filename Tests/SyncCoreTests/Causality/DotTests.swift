import SyncCore
import TestSupport
import Testing

@Suite struct DotTests {
  @Test func `a dot reads back as it was written`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let dot = Dot(
        .arbitrary(using: &random),
        Int64.random(in: 1...Value.integerLimit, using: &random))
      return Dot(dot.description) == dot
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test(arguments: ["14-vgr:1", "14-vgr~k3v9x2ab:16", "a:9007199254740991"])
  func `a dot is an author, a colon and a number from 1`(text: String) {
    #expect(Dot(text)?.description == text)
  }

  @Test(arguments: [
    "", ":", "14-vgr", "14-vgr:", ":1", "14-vgr:0", "14-vgr:-1", "14-vgr:+1", "14-vgr:01",
    "14-vgr: 1", "14-vgr:1 ", "14-vgr:1:2", "14-VGR:1", "14-vgr:1.0", "14-vgr:1e3",
    "14-vgr:\u{0661}", "14-vgr:1\u{301}", "14-vgr:9007199254740992",
    "14-vgr:9223372036854775808",
  ])
  func `any other form of a dot is refused`(text: String) {
    #expect(Dot(text) == nil)
  }

  @Test func `dots are ordered by author, then by number`() {
    let sorted: [Dot] = [.named("08-kalmar:2"), .named("14-vgr:9"), .named("14-vgr:10")]
    #expect(sorted.reversed().sorted() == sorted)
  }

  @Test func `on the wire dots stand once each, in the order of their bytes`() {
    let texts = Dot.wireTexts([.named("14-vgr:9"), .named("14-vgr:10"), .named("14-vgr:9")])
    #expect(texts == ["14-vgr:10", "14-vgr:9"])
  }

  @Test func `logs are ordered by scope, then by author`() {
    let sorted = [
      LogName(.named("national/register"), .vgr), LogName(.vgr, .kalmar), LogName(.vgr, .vgr),
    ]
    #expect(sorted.reversed().sorted() == sorted)
  }

  @Test func `a log is told by its author and scope`() {
    #expect(LogName(.vgr, .kalmar).description == "08-kalmar in region/14")
  }
}
