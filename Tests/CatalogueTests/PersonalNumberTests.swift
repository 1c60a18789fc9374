import Catalogue
import Foundation
import Testing

private func kinds(_ text: String) -> [Finding.Kind] {
  ContentRules.findings(in: text).map(\.kind)
}

// The numbers are the fictitious ones that the Swedish Tax Agency and textbooks print.
@Test(arguments: [
  "191212121212", "19121212-1212", "19121212+1212", "121212-1212", "121212+1212", "811228-9874",
  "670919-9530", "(811228-9874)", "pnr:811228-9874.", "Anna 811228-9874, Bo", "pnr811228-9874",
  "811228\u{2011}9874", "811228\u{2010}9874", "181212121212",
])
func `a valid personnummer is found`(text: String) {
  #expect(kinds(text) == [.personnummer])
}

@Test(arguments: ["701063-2391", "19701063-2391", "197010632391"])
func `a valid samordningsnummer is found`(text: String) {
  #expect(kinds(text) == [.samordningsnummer])
}

@Test(arguments: [
  "811228-9873",  // check digit
  "811328-9874", "811200-9874", "701060-2391", "701092-2391",  // no such day
  "171212121212", "211212121212", "001212121212",  // no century that people live in
  "811228 9874", "811228--9874", "811228−−9874", "811228/9874", "19121212 1212",
  "1811228-9874", "811228-98740", "9811228-98741", "1191212121212", "1912121212120",
  "8112-289874", "81122-89874",
])
func `what is no valid personal number is not refused`(text: String) {
  #expect(!kinds(text).contains(.personnummer))
  #expect(!kinds(text).contains(.samordningsnummer))
}

@Test(arguments: [
  "SE2321000131-E000000000001", "SE2321000131-191212121212", "SE2321000016-1A2B",
  "RS 2021-06735", "HSD-A 19-2021", "031-123 45 67", "0703-123456", "070-1740605", "+46701740605",
  "08-123 456 00", "010-441 00 00", "2026-05-01", "2026-11-22T01:10:00.123Z",
  "20261122T011000Z", "20261122011000", "2026-05-01--2026-06-30", "20260101-20261231", "12:30:45",
  "556677-8899", "232100-0131", "KOL16R", "978-91-7000-123-4", "1.2.752.116.1.1.1.1.3",
  "12121212-1212-1212-1212-191212121212", "19121212-1212-4000-8000-000000000000",
  "sha256:191212121212" + String(repeating: "ab", count: 26),
  "a191212121212" + String(repeating: "f", count: 51),
])
func `numbers of other kinds are neither refused nor warned of`(text: String) {
  #expect(kinds(text) == [])
}

@Test func `ten bare digits are a warning when they could be a personal number`() throws {
  let finding = try #require(ContentRules.findings(in: "ring 8112289874").first)
  #expect(finding.kind == .tenDigits)
  #expect(finding.severity == .warning)
  #expect(kinds("8112289873") == [])
  #expect(kinds("7010632391") == [.tenDigits])
}

@Test func `a finding tells the place and hides the last four digits`() throws {
  let finding = try #require(ContentRules.findings(in: "Åsa e\u{301} 19811228-9874").first)
  #expect(finding.position == 8)
  #expect(finding.masked == "19811228-****")
  #expect(finding.severity == .refusal)
  #expect(ContentRules.masked("1: 811228-9874 2: 191212121212") == "1: 811228-**** 2: 19121212****")
}

@Test func `every number in a text is found, in order`() {
  #expect(
    kinds("811228-9874 8112289874 701063-2391") == [.personnummer, .tenDigits, .samordningsnummer])
}

@Test func `a leap day counts in some century`() {
  #expect(kinds(withCheckDigit("20000229-123")) == [.personnummer])
  #expect(kinds(withCheckDigit("19000229-123")) == [])
  #expect(kinds(withCheckDigit("000229-123")) == [.personnummer])
  #expect(kinds(withCheckDigit("010229-123")) == [])
}

@Test func `the search agrees with a slow oracle on random digits`() {
  let failure = firstFailingSeed(outOf: 10_000) { random in
    let text = arbitraryDigits(using: &random)
    return !ContentRules.findings(in: text).isEmpty == isPersonalByOracle(text)
  }
  #expect(failure == nil, "replay with SYNCD_SEED")
}

@Test func `a megabyte of digits is searched in linear time`() {
  #expect(kinds(String(repeating: "191212-", count: 150_000)) == [])
  #expect(kinds(String(repeating: "1", count: 1_000_000)) == [])
}

/// A number without its last digit, with the digit that fits put after it.
/// It took minutes for a megabyte while every number counted the text before it anew.
@Test func `a text full of personal numbers is searched and masked as a whole`() {
  let text = String(repeating: "811228-9874 ", count: 20_000)
  #expect(ContentRules.findings(in: text).count == 20_000)
  #expect(!ContentRules.masked(text).contains("9874"))
  let joined = String(repeating: "811228-9874-", count: 20_000)
  #expect(ContentRules.findings(in: joined).count == 20_000)
}

private func withCheckDigit(_ start: String) -> String {
  let digits = start.compactMap(\.wholeNumberValue).suffix(9)
  let sum = digits.enumerated().map { $0 % 2 == 0 ? $1 * 2 : $1 }.map { $0 / 10 + $0 % 10 }
  return start + String((10 - sum.reduce(0, +) % 10) % 10)
}

/// Digits near to a personal number, one in some with a day that exists.
private func arbitraryDigits(using random: inout SeededRandom) -> String {
  func two(_ range: ClosedRange<Int>) -> String {
    String(String(100 + Int.random(in: range, using: &random)).suffix(2))
  }
  let century =
    random.chance(2) ? "" : ["17", "18", "19", "20", "21"].randomElement(using: &random) ?? ""
  let date = two(0...99) + two(0...13) + two(0...99)
  let separator = ["-", "+", "", "-", " "].randomElement(using: &random) ?? ""
  return century + date + separator + two(0...99) + two(0...99)
}

/// The rule in Foundation's words: a regular expression, a calendar, and sums over characters.
private func isPersonalByOracle(_ text: String) -> Bool {
  let pattern =
    #"^(?:(\d\d)?(\d\d)(\d\d)(\d\d)[-+](\d{4})|(\d\d)(\d\d)(\d\d)(\d\d)(\d{4})|(\d\d)(\d\d)(\d\d)(\d{4}))$"#
  guard let match = text.range(of: pattern, options: .regularExpression), !match.isEmpty else {
    return false
  }
  let digits = text.compactMap(\.wholeNumberValue)
  let ten = digits.suffix(10).map { $0 }
  let day = ten[4] * 10 + ten[5]
  let centuries = digits.count == 12 ? [digits[0] * 10 + digits[1]] : [18, 19, 20]
  let exists = centuries.contains { century in
    guard [18, 19, 20].contains(century) else { return false }
    let parts = DateComponents(
      calendar: Calendar(identifier: .gregorian), year: century * 100 + ten[0] * 10 + ten[1],
      month: ten[2] * 10 + ten[3], day: day > 60 ? day - 60 : day)
    return parts.isValidDate
  }
  return exists && withCheckDigit(text.dropLast().description) == text
}
