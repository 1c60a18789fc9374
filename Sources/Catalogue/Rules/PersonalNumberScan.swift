import SyncCore

/// Finds Swedish personal identity numbers in a text (DESIGN section 11).
///
/// A number counts if its date exists and its check digit fits (Skatteverket SKV 704 and 707):
/// twelve digits with the century, or six and four, with `-` or `+` between; ten bare digits are
/// a mere hint. No clock is asked, so a day to come counts as well. Digits that are part of a
/// longer run, of an HSA-id, a UUID or a SHA-256 are something else.
struct PersonalNumberScan {
  private let bytes: [UInt8]

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The numbers found, in the order of the text. The cost is linear in its length.
  func findings() -> [Finding] {
    let runs = digitRuns()
    var findings: [Finding] = []
    // Every scalar is counted once: a text may hold a number on every line.
    var scalars = 0
    var counted = 0
    for (index, run) in runs.enumerated() {
      let next = index + 1 < runs.count ? runs[index + 1] : nil
      guard let candidate = candidate(run, next), isNumber(candidate) else { continue }
      scalars += bytes[counted..<candidate.span.lowerBound].count { $0 & 0xC0 != 0x80 }
      counted = candidate.span.lowerBound
      findings.append(finding(for: candidate, position: scalars + 1))
    }
    return findings
  }

  /// Digits that have the outer form of a personal number.
  private struct Candidate {
    let span: Range<Int>
    /// Ten or twelve digits.
    let digits: [Int]
    let isBare: Bool
  }

  private func digitRuns() -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for (index, byte) in bytes.enumerated() {
      if isDigit(byte) {
        start = start ?? index
      } else if let begin = start {
        runs.append(begin..<index)
        start = nil
      }
    }
    if let begin = start { runs.append(begin..<bytes.count) }
    return runs
  }

  private func candidate(_ run: Range<Int>, _ next: Range<Int>?) -> Candidate? {
    switch run.count {
    case 10, 12:
      return Candidate(span: run, digits: digits(run), isBare: run.count == 10)
    case 6, 8:
      guard let next, next.count == 4, isSeparator(run.upperBound..<next.lowerBound) else {
        return nil
      }
      let span = run.lowerBound..<next.upperBound
      return Candidate(span: span, digits: digits(run) + digits(next), isBare: false)
    default:
      return nil
    }
  }

  private func isNumber(_ candidate: Candidate) -> Bool {
    hasDate(candidate.digits) && hasCheckDigit(Array(candidate.digits.suffix(10)))
      && !isPartOfIdentifier(candidate.span)
  }

  private func finding(for candidate: Candidate, position: Int) -> Finding {
    let secret = (candidate.span.upperBound - 4)..<candidate.span.upperBound
    let shown = bytes[candidate.span.lowerBound..<secret.lowerBound]
    let isCoordination = candidate.digits[candidate.digits.count - 6] >= 6
    return Finding(
      kind: candidate.isBare ? .tenDigits : isCoordination ? .samordningsnummer : .personnummer,
      position: position,
      masked: String(decoding: shown, as: UTF8.self) + "****",
      secretBytes: secret)
  }

  /// Whether the first digits are a day of some century that people live in.
  private func hasDate(_ digits: [Int]) -> Bool {
    let ten = digits.suffix(10).map(Int64.init)
    let (year, month) = (ten[0] * 10 + ten[1], ten[2] * 10 + ten[3])
    let day = ten[4] * 10 + ten[5]
    let centuries = digits.count == 12 ? [Int64(digits[0] * 10 + digits[1])] : [18, 19, 20]
    return centuries.contains { century in
      (18...20).contains(century)
        && CivilDate(year: century * 100 + year, month: month, day: day > 60 ? day - 60 : day)
          != nil
    }
  }

  /// The Luhn formula (ISO/IEC 7812-1, annex B) over ten digits.
  private func hasCheckDigit(_ ten: [Int]) -> Bool {
    let sum = ten.enumerated().reduce(0) { sum, place in
      let product = place.offset.isMultiple(of: 2) ? place.element * 2 : place.element
      return sum + product / 10 + product % 10
    }
    return sum.isMultiple(of: 10)
  }

  private func digits(_ run: Range<Int>) -> [Int] {
    bytes[run].map { Int($0) - 48 }
  }

  /// `-` or `+`; word processors also write the hyphens U+2010 and U+2011.
  private func isSeparator(_ gap: Range<Int>) -> Bool {
    let text = String(decoding: bytes[gap], as: UTF8.self)
    return ["-", "+", "\u{2010}", "\u{2011}"].contains(text)
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

extension PersonalNumberScan {
  /// Whether the word around a span is an HSA-id, a UUID or the digits of a SHA-256.
  private func isPartOfIdentifier(_ span: Range<Int>) -> Bool {
    guard let word = word(around: span) else { return false }
    let parts = word.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isHexadecimal = parts.allSatisfy { $0.allSatisfy(isHexadecimalDigit) }
    let isUUID = isHexadecimal && parts.map(\.count) == [8, 4, 4, 4, 12]
    let isHash = isHexadecimal && parts.map(\.count) == [64]
    return isUUID || isHash || isHSA(parts)
  }

  /// The word around a span, or nil where it is longer than any identifier; no farther is looked.
  private func word(around span: Range<Int>) -> ArraySlice<UInt8>? {
    let limit = Self.longestIdentifierBytes
    let first = max(0, span.lowerBound - limit)
    let last = min(bytes.count, span.upperBound + limit)
    let start = bytes[first..<span.lowerBound].lastIndex { !isWordByte($0) }.map { $0 + 1 } ?? first
    let end = bytes[span.upperBound..<last].firstIndex { !isWordByte($0) } ?? last
    return end - start <= limit ? bytes[start..<end] : nil
  }

  /// `SE`, ten digits, a hyphen, and letters or digits (DOMAIN section d).
  private func isHSA(_ parts: [ArraySlice<UInt8>]) -> Bool {
    guard parts.count == 2, let suffix = parts.last, let prefix = parts.first else { return false }
    return prefix.count == 12 && prefix.starts(with: "SE".utf8)
      && prefix.dropFirst(2).allSatisfy(isDigit) && (1...18).contains(suffix.count)
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
    case UInt8(ascii: "-"): true
    default: isDigit(byte)
    }
  }

  private func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: isDigit(byte)
    }
  }

  private static let longestIdentifierBytes = 64
}
