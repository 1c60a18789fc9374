import SyncCore
import TestSupport
import Testing

@Suite struct ValueTests {
  @Test func `the order in which members are given does not matter`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let value = Value.arbitrary(using: &random)
      guard case .object(let members) = value else { return true }
      let shuffled = members.entries.shuffled(using: &random)
      return Value.Members(shuffled) == members
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `members stand in the order of UTF-16 code units`() {
    let members = Value.Members([
      Value.Member("\u{FB33}", .null), Value.Member("\u{1F600}", .null), Value.Member("a", .null),
    ])
    #expect(members?.entries.map(\.key) == ["a", "\u{1F600}", "\u{FB33}"])
  }

  @Test func `a key that stands twice is refused`() {
    #expect(Value.Members([Value.Member("a", .null), Value.Member("a", "x")]) == nil)
  }

  @Test func `keys that only look alike are two keys`() {
    for pair in Text.lookalikes {
      let entries = [Value.Member(pair.composed, .null), Value.Member(pair.decomposed, .null)]
      #expect(Value.Members(entries) != nil)
    }
  }

  @Test func `of pairs with the same key the last one stays`() {
    #expect(Value.object([("a", "x"), ("a", "y")]) == .object([("a", "y")]))
  }

  @Test func `a member is found by its key`() {
    let value = Value.object([("status", "infort"), ("date", "2026-05-01")])
    #expect(value["date"] == "2026-05-01")
  }

  @Test func `a key that is not there has no value`() {
    #expect(Value.object([("a", "x")])["b"] == nil)
  }

  @Test(arguments: [Value.null, "a", .integer(1), .array(["a"])])
  func `what is no object has no members`(value: Value) {
    #expect(value["a"] == nil)
  }

  @Test(arguments: [
    (Value.null, Value.object([])), (.integer(0), .boolean(false)), (.integer(1), "1"),
    (.array([]), .object([])), (.null, "null"), (.array(["a", "b"]), .array(["b", "a"])),
    ("\u{E5}", "a\u{30A}"), (.array(["\u{E5}"]), .array(["a\u{30A}"])),
    (.object([("\u{E5}", .null)]), .object([("a\u{30A}", .null)])),
  ])
  func `values whose JSON differs are different`(one: Value, other: Value) {
    #expect(one != other)
  }

  @Test func `the largest integer is 2^53-1`() {
    #expect(Value.integerLimit == (1 << 53) - 1)
  }
}
