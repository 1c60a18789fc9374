/// Walks through two lists of paragraphs and tells the difference of each from its counterpart.
struct ParagraphComparison {
  /// The most paragraphs between two unchanged ones that are told one by one; more of them are told
  /// as one block that another replaced.
  static let limitReplaced = 20_000

  private let bytes: [UInt8]
  private(set) var effort: Effort
  private(set) var paragraphs: [TextDifference.Paragraph] = []

  init(bytes: [UInt8], effort: Effort) {
    self.bytes = bytes
    self.effort = effort
  }

  mutating func compare(_ old: [ParagraphRange], _ new: [ParagraphRange]) {
    let numbers = Vocabulary.numbers(of: (old + new).map(\.content), in: bytes)
    effort.spend(numbers.count)
    let alignment = Alignment(
      Array(numbers[..<old.count]), Array(numbers[old.count...]), effort: &effort)
    var (left, right) = (0, 0)
    for run in alignment.runs {
      replace(old[left..<run.old], new[right..<run.new])
      for offset in 0..<run.count { pair(old[run.old + offset], new[run.new + offset]) }
      (left, right) = (run.old + run.count, run.new + run.count)
    }
    replace(old[left...], new[right...])
  }

  /// Paragraphs that nothing aligns: those that are alike are compared, the others replaced.
  private mutating func replace(
    _ old: ArraySlice<ParagraphRange>, _ new: ArraySlice<ParagraphRange>
  ) {
    guard old.count + new.count <= Self.limitReplaced else {
      if let first = old.first, let last = old.last {
        add(.removed, first.whole.lowerBound..<last.whole.upperBound)
      }
      if let first = new.first, let last = new.last {
        add(.added, first.whole.lowerBound..<last.whole.upperBound)
      }
      return
    }
    let pairs = ParagraphPairing.pairs(old, new, in: bytes, effort: &effort)
    var (left, right) = (old.startIndex, new.startIndex)
    for (leftMatch, rightMatch) in pairs + [(old.endIndex, new.endIndex)] {
      for paragraph in old[left..<leftMatch] { add(.removed, paragraph.whole) }
      for paragraph in new[right..<rightMatch] { add(.added, paragraph.whole) }
      guard leftMatch < old.endIndex else { break }
      pair(old[leftMatch], new[rightMatch])
      (left, right) = (leftMatch + 1, rightMatch + 1)
    }
  }

  private mutating func add(_ kind: TextDifference.Kind, _ range: Range<Int>) {
    let text = String(decoding: bytes[range], as: UTF8.self)
    paragraphs.append(.init(pieces: [.init(kind: kind, text: text)]))
  }

  private mutating func pair(_ old: ParagraphRange, _ new: ParagraphRange) {
    if bytes[old.whole].elementsEqual(bytes[new.whole]) { return add(.same, old.whole) }
    let comparison = WordComparison(bytes: bytes, old: old.whole, new: new.whole)
    paragraphs.append(.init(pieces: comparison.pieces(effort: &effort)))
  }
}
