import Inspection

/// What changed from one long text to another, paragraph by paragraph.
///
/// Long text merges whole (DESIGN 11); this is for people to look at. The common paragraphs are a
/// longest common subsequence; beyond `limit` paragraphs all of both texts is shown.
struct ParagraphDifference {
  enum Step: Equatable {
    case kept(String), removed(String), added(String)
  }

  /// The most paragraphs of a text that are compared: the cost is their product.
  static let limit = 1_000

  let steps: [Step]

  init(from old: String, to new: String) {
    let left = Self.paragraphs(of: old)
    let right = Self.paragraphs(of: new)
    guard left.count <= Self.limit, right.count <= Self.limit else {
      steps = left.map(Step.removed) + right.map(Step.added)
      return
    }
    steps = Self.steps(left, right)
  }

  /// Paragraphs are what stands between blank lines.
  private static func paragraphs(of text: String) -> [String] {
    text.replacing("\r\n", with: "\n").split(separator: "\n\n").map(String.init)
  }

  private static func steps(_ left: [String], _ right: [String]) -> [Step] {
    let lengths = commonLengths(left, right)
    var steps: [Step] = []
    var (row, column) = (0, 0)
    while row < left.count || column < right.count {
      if row < left.count, column < right.count, isEqual(left[row], right[column]) {
        steps.append(.kept(left[row]))
        row += 1
        column += 1
      } else if column == right.count
        || row < left.count && lengths[row + 1][column] >= lengths[row][column + 1]
      {
        steps.append(.removed(left[row]))
        row += 1
      } else {
        steps.append(.added(right[column]))
        column += 1
      }
    }
    return steps
  }

  /// How long the common subsequence of the rest of both is, from each place on.
  private static func commonLengths(_ left: [String], _ right: [String]) -> [[Int]] {
    let empty = Array(repeating: 0, count: right.count + 1)
    var lengths = Array(repeating: empty, count: left.count + 1)
    for row in left.indices.reversed() {
      for column in right.indices.reversed() {
        lengths[row][column] =
          isEqual(left[row], right[column])
          ? lengths[row + 1][column + 1] + 1
          : max(lengths[row + 1][column], lengths[row][column + 1])
      }
    }
    return lengths
  }

  private static func isEqual(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }

  /// The steps for people; what was kept is only hinted at.
  func lines(_ style: Style) -> [String] {
    steps.flatMap { step -> [String] in
      switch step {
      case .kept(let text): [style.dim("  " + text.shortened(to: 60))]
      case .removed(let text):
        text.split(separator: "\n").map { style.alarm("- " + $0) }
      case .added(let text):
        text.split(separator: "\n").map { style.good("+ " + $0) }
      }
    }
  }
}
