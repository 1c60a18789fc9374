/// How far the paths of one direction have come, on each diagonal of a box.
struct Frontier {
  private var places: [Int]
  private let middle: Int
  private let reach: Int
  /// What stands where no path has come: before, or behind, every place.
  private let outside: Int
  private(set) var lowest: Int
  private(set) var highest: Int

  init(at place: Int, diagonal: Int, reach: Int, outside: Int) {
    places = Array(repeating: outside, count: 2 * reach + 5)
    middle = diagonal
    self.reach = reach
    self.outside = outside
    lowest = diagonal
    highest = diagonal
    self[diagonal] = place
  }

  subscript(diagonal: Int) -> Int {
    get { places[diagonal - middle + reach + 2] }
    set { places[diagonal - middle + reach + 2] = newValue }
  }

  /// The diagonals that paths of the present length end on.
  var diagonals: StrideThrough<Int> { stride(from: highest, through: lowest, by: -2) }

  func holds(_ diagonal: Int) -> Bool { lowest <= diagonal && diagonal <= highest }

  /// Goes over to paths that are one step longer, inside the diagonals of the box.
  mutating func widen(within limits: ClosedRange<Int>) {
    if lowest > limits.lowerBound {
      lowest -= 1
      self[lowest - 1] = outside
    } else {
      lowest += 1
    }
    if highest < limits.upperBound {
      highest += 1
      self[highest + 1] = outside
    } else {
      highest -= 1
    }
  }
}
