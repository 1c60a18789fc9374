import SyncCore
import TestSupport
import Testing

@Suite struct TimestampTests {
  @Test func `any instant reads back from its text`() {
    let failure = firstFailingSeed(outOf: 1_000) { random in
      let instant = Timestamp.arbitrary(using: &random)
      return Timestamp(instant.description) == instant
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `the text's order is that of the instants`() {
    let failure = firstFailingSeed(outOf: 300) { random in
      let left = Timestamp.arbitrary(using: &random), right = Timestamp.arbitrary(using: &random)
      return (left < right) == (left.description < right.description)
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  /// The numbers were worked out with GNU date.
  @Test(
    arguments: [
      ("1970-01-01T00:00:00.000Z", 0), ("1969-12-31T23:59:59.999Z", -1),
      ("2026-11-22T01:10:00.123Z", 1_795_309_800_123),
      ("2000-02-29T12:00:00.000Z", 951_825_600_000),
      ("1900-03-01T00:00:00.000Z", -2_203_891_200_000),
      ("0000-01-01T00:00:00.000Z", -62_167_219_200_000),
      ("0000-02-29T00:00:00.001Z", -62_162_121_599_999),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ] as [(String, Int64)])
  func `a text names the instant that the calendar says`(text: String, milliseconds: Int64) {
    #expect(Timestamp(text)?.milliseconds == milliseconds)
    #expect(Timestamp(milliseconds: milliseconds).description == text)
  }

  @Test(arguments: [
    "", "2026-11-22", "2026-11-22T01:10:00Z", "2026-11-22T01:10:00.12Z",
    "2026-11-22T01:10:00.1234Z", "2026-11-22T01:10:00.123z", "2026-11-22t01:10:00.123Z",
    "2026-11-22 01:10:00.123Z", "2026-11-22T01:10:00,123Z", "2026-11-22T01:10:00.123+00:00",
    " 2026-11-22T01:10:00.123Z", "2026-11-22T01:10:00.123Z\n", "+026-11-22T01:10:00.123Z",
    "-026-11-22T01:10:00.123Z", "2026-1-22T001:10:00.123Z", "2026-11-22T01:10:0\u{0661}.123Z",
  ])
  func `any other form is refused`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test(arguments: [
    "2026-00-22T01:10:00.123Z", "2026-13-22T01:10:00.123Z", "2026-11-00T01:10:00.123Z",
    "2026-11-31T01:10:00.123Z", "2026-02-29T01:10:00.123Z", "1900-02-29T01:10:00.123Z",
    "2026-11-22T24:00:00.000Z", "2026-11-22T01:60:00.000Z", "2026-11-22T23:59:60.000Z",
  ])
  func `an instant that does not exist is refused`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test(arguments: [
    (Int64.min, "0000-01-01T00:00:00.000Z"), (Int64.max, "9999-12-31T23:59:59.999Z"),
  ])
  func `an instant outside the calendar becomes the nearest inside`(
    milliseconds: Int64, text: String
  ) {
    #expect(Timestamp(milliseconds: milliseconds).description == text)
  }
}
