/// Finds which removed paragraph became which added one, by the words that they share.
enum ParagraphPairing {
  /// The largest table of removed and added paragraphs that is looked through; beyond it they are
  /// paired in their order.
  static let limitPairs = 1_024
  /// The most bytes of the paragraphs in the table.
  static let limitBytes = 65_536

  /// Pairs of indexes that ascend in both.
  static func pairs(
    _ old: ArraySlice<ParagraphRange>, _ new: ArraySlice<ParagraphRange>, in bytes: [UInt8],
    effort: inout Effort
  ) -> [(Int, Int)] {
    let sizeBytes = (old + new).reduce(0) { $0 + $1.whole.count }
    let isSmall = old.count * new.count <= limitPairs && sizeBytes <= limitBytes
    let cost = sizeBytes / 4 * max(old.count, new.count)
    guard old.count + new.count > 2, isSmall, effort.allows(cost) else {
      return Array(zip(old.indices, new.indices))
    }
    effort.spend(cost)
    let words = sortedWords(of: old + new, in: bytes)
    let likeness = words[..<old.count].map { left in
      words[old.count...].map { share(left, $0) }
    }
    return best(likeness).map { (old.startIndex + $0, new.startIndex + $1) }
  }

  /// The words of each paragraph as sorted numbers; white space and marks are no words here.
  private static func sortedWords(
    of paragraphs: ArraySlice<ParagraphRange>, in bytes: [UInt8]
  ) -> [[Int32]] {
    let words = paragraphs.map { paragraph in
      WordCutting.all(of: paragraph.content, in: bytes).filter { $0.count > 1 }
    }
    var numbers = Vocabulary.numbers(of: words.flatMap(\.self), in: bytes)[...]
    return words.map { list in
      defer { numbers = numbers.dropFirst(list.count) }
      return numbers.prefix(list.count).sorted()
    }
  }

  /// How many of the words of the shorter paragraph stand in the other, from 0 to 1.
  private static func share(_ left: [Int32], _ right: [Int32]) -> Double {
    var (row, column, common) = (0, 0, 0)
    while row < left.count, column < right.count {
      if left[row] == right[column] {
        common += 1
        row += 1
        column += 1
      } else if left[row] < right[column] {
        row += 1
      } else {
        column += 1
      }
    }
    return Double(common) / Double(max(1, min(left.count, right.count)))
  }

  /// The ascending pairs whose likeness adds up to most; a pair is at least a third alike.
  private static func best(_ likeness: [[Double]]) -> [(Int, Int)] {
    let (height, width) = (likeness.count, likeness.first?.count ?? 0)
    var sums = Array(repeating: Array(repeating: 0.0, count: width + 1), count: height + 1)
    func paired(_ row: Int, _ column: Int) -> Double {
      let share = likeness[row][column]
      return share >= 1.0 / 3 ? sums[row + 1][column + 1] + share : 0
    }
    for row in (0..<height).reversed() {
      for column in (0..<width).reversed() {
        sums[row][column] = max(
          sums[row + 1][column], sums[row][column + 1], paired(row, column))
      }
    }
    var pairs: [(Int, Int)] = []
    var (row, column) = (0, 0)
    while row < height, column < width, sums[row][column] > 0 {
      if sums[row][column] == paired(row, column) {
        pairs.append((row, column))
        row += 1
        column += 1
      } else if sums[row][column] == sums[row + 1][column] {
        row += 1
      } else {
        column += 1
      }
    }
    return pairs
  }
}
