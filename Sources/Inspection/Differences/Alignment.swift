/// What two lists have in common, in order: a longest common subsequence where the effort suffices.
///
/// "An O(ND) difference algorithm and its variations" (Myers, 1986) in linear memory: the middle of
/// a shortest path splits the box. As in GNU diff a path that gets too long splits where it stands.
struct Alignment {
  /// Elements that follow each other and are equal.
  struct Run: Equatable {
    var old: Int
    var new: Int
    var count: Int
  }

  private struct Box {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// The longest path that is followed before the box is split where it has come.
  private static let reach = 256

  /// From the front of both lists; neighbours in both lists are one run.
  private(set) var runs: [Run] = []
  private let old: [Int32]
  private let new: [Int32]

  init(_ old: [Int32], _ new: [Int32], effort: inout Effort) {
    self.old = old
    self.new = new
    align(Box(old: old.indices, new: new.indices), &effort)
  }

  private mutating func align(_ whole: Box, _ effort: inout Effort) {
    var box = whole
    var ends: [Run] = []
    while true {
      ends.append(trim(&box))
      guard !box.old.isEmpty, !box.new.isEmpty, !effort.isSpent,
        let split = split(box, &effort)
      else { break }
      align(
        Box(
          old: box.old.lowerBound..<split.old, new: box.new.lowerBound..<split.new), &effort)
      box = Box(old: split.old..<box.old.upperBound, new: split.new..<box.new.upperBound)
    }
    for end in ends.reversed() { add(end) }
  }

  /// Takes what is equal at the front, and gives what is equal at the end.
  private mutating func trim(_ box: inout Box) -> Run {
    var (left, right) = (box.old.lowerBound, box.new.lowerBound)
    while left < box.old.upperBound, right < box.new.upperBound, old[left] == new[right] {
      left += 1
      right += 1
    }
    add(
      Run(old: box.old.lowerBound, new: box.new.lowerBound, count: left - box.old.lowerBound))
    var (leftEnd, rightEnd) = (box.old.upperBound, box.new.upperBound)
    while leftEnd > left, rightEnd > right, old[leftEnd - 1] == new[rightEnd - 1] {
      leftEnd -= 1
      rightEnd -= 1
    }
    let end = Run(old: leftEnd, new: rightEnd, count: box.old.upperBound - leftEnd)
    box = Box(old: left..<leftEnd, new: right..<rightEnd)
    return end
  }

  private mutating func add(_ run: Run) {
    guard run.count > 0 else { return }
    if let last = runs.last, last.old + last.count == run.old, last.new + last.count == run.new {
      runs[runs.count - 1].count += run.count
    } else {
      runs.append(run)
    }
  }

  /// A place on a short path through the box; nil where none divides it.
  private func split(_ box: Box, _ effort: inout Effort) -> (old: Int, new: Int)? {
    let limits =
      box.old.lowerBound - box.new.upperBound...box.old.upperBound - box.new.lowerBound
    let start = box.old.lowerBound - box.new.lowerBound
    let end = box.old.upperBound - box.new.upperBound
    let reach = min(Self.reach, (box.old.count + box.new.count + 1) / 2 + 1)
    var forward = Frontier(
      at: box.old.lowerBound, diagonal: start, reach: reach, outside: -1)
    var backward = Frontier(
      at: box.old.upperBound, diagonal: end, reach: reach, outside: .max)
    let isOdd = (start - end) % 2 != 0
    for _ in 0..<reach where !effort.isSpent {
      forward.widen(within: limits)
      if let met = advance(&forward, isOdd ? backward : nil, box, &effort) { return met }
      backward.widen(within: limits)
      if let met = retreat(&backward, isOdd ? nil : forward, box, &effort) { return met }
    }
    return furthest(forward, box)
  }

  private func advance(
    _ paths: inout Frontier, _ opposite: Frontier?, _ box: Box, _ effort: inout Effort
  ) -> (old: Int, new: Int)? {
    for diagonal in paths.diagonals {
      let (below, above) = (paths[diagonal - 1], paths[diagonal + 1])
      var left = below < above ? above : below + 1
      let from = left
      while left < box.old.upperBound, left - diagonal < box.new.upperBound,
        old[left] == new[left - diagonal]
      {
        left += 1
      }
      effort.spend(1 + left - from)
      paths[diagonal] = left
      if let opposite, opposite.holds(diagonal), opposite[diagonal] <= left {
        return (left, left - diagonal)
      }
    }
    return nil
  }

  private func retreat(
    _ paths: inout Frontier, _ opposite: Frontier?, _ box: Box, _ effort: inout Effort
  ) -> (old: Int, new: Int)? {
    for diagonal in paths.diagonals {
      let (below, above) = (paths[diagonal - 1], paths[diagonal + 1])
      var left = below < above ? below : above - 1
      let from = left
      while left > box.old.lowerBound, left - diagonal > box.new.lowerBound,
        old[left - 1] == new[left - diagonal - 1]
      {
        left -= 1
      }
      effort.spend(1 + from - left)
      paths[diagonal] = left
      if let opposite, opposite.holds(diagonal), opposite[diagonal] >= left {
        return (left, left - diagonal)
      }
    }
    return nil
  }

  /// Where the paths from the front have come furthest.
  private func furthest(_ paths: Frontier, _ box: Box) -> (old: Int, new: Int)? {
    var best = (old: box.old.lowerBound, new: box.new.lowerBound)
    for diagonal in paths.diagonals {
      let left = min(paths[diagonal], box.old.upperBound, box.new.upperBound + diagonal)
      if left + left - diagonal > best.old + best.new { best = (left, left - diagonal) }
    }
    let isFront = best.old == box.old.lowerBound && best.new == box.new.lowerBound
    let isEnd = best.old == box.old.upperBound && best.new == box.new.upperBound
    return isFront || isEnd ? nil : best
  }
}
