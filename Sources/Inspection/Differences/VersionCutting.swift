/// Cuts several texts at the paragraphs that all of them hold.
struct VersionCutting {
  /// What each text holds between two cuts.
  struct Stretch {
    let texts: [String]
  }

  private let bytes: [UInt8]
  private let paragraphs: [[ParagraphRange]]
  private let ends: [Int]
  /// Up to where each text has been told.
  private var told: [Int]
  private var stretches: [Stretch] = []

  init(_ texts: [String]) {
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []
    for text in texts {
      let start = bytes.count
      bytes += text.utf8
      ranges.append(start..<bytes.count)
    }
    self.bytes = bytes
    paragraphs = ranges.map { ParagraphRange.all(of: $0, in: bytes) }
    ends = ranges.map(\.upperBound)
    told = ranges.map(\.lowerBound)
  }

  /// The stretches in order; the last text, the base if there is one, is what others are aligned to.
  mutating func stretches(effort: inout Effort) -> [Stretch] {
    let numbers = numbers()
    guard let anchor = numbers.last else { return [] }
    effort.spend(numbers.reduce(0) { $0 + $1.count })
    // For each paragraph of the anchor, where it stands in each text, as long as all have it.
    var places = anchor.indices.map { _ in [Int]() }
    for text in numbers.dropLast() {
      var share = effort.share(of: numbers.count)
      for run in Alignment(anchor, text, effort: &share).runs {
        for offset in 0..<run.count { places[run.old + offset].append(run.new + offset) }
      }
      effort.spend(share.spentSteps)
    }
    for (index, place) in places.enumerated() where place.count == numbers.count - 1 {
      tellCommon(at: place + [index])
    }
    tell(upTo: ends)
    return stretches
  }

  private func numbers() -> [[Int32]] {
    var rest = Vocabulary.numbers(of: paragraphs.joined().map(\.content), in: bytes)[...]
    return paragraphs.map { list in
      defer { rest = rest.dropFirst(list.count) }
      return Array(rest.prefix(list.count))
    }
  }

  /// A paragraph that all texts hold; line ends in which they differ go to the next stretch.
  private mutating func tellCommon(at places: [Int]) {
    let ranges = places.enumerated().map { paragraphs[$0][$1] }
    tell(upTo: ranges.map(\.content.lowerBound))
    let isSame = ranges.dropFirst().allSatisfy {
      bytes[$0.whole].elementsEqual(bytes[ranges[0].whole])
    }
    tell(upTo: ranges.map { isSame ? $0.whole.upperBound : $0.content.upperBound })
  }

  private mutating func tell(upTo places: [Int]) {
    let texts = zip(told, places).map { String(decoding: bytes[$0..<$1], as: UTF8.self) }
    told = places
    if texts.contains(where: { !$0.utf8.isEmpty }) { stretches.append(Stretch(texts: texts)) }
  }
}
