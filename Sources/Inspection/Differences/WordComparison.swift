/// The words that changed from one paragraph to another.
struct WordComparison {
  private let bytes: [UInt8]
  private let old: Range<Int>
  private let new: Range<Int>

  init(bytes: [UInt8], old: Range<Int>, new: Range<Int>) {
    self.bytes = bytes
    self.old = old
    self.new = new
  }

  /// The pieces of both paragraphs; texts that share next to nothing are told as replaced.
  func pieces(effort: inout Effort) -> [TextDifference.Piece] {
    let (front, end) = commonEnds()
    let (oldMiddle, newMiddle) = (
      old.lowerBound + front..<old.upperBound - end, new.lowerBound + front..<new.upperBound - end
    )
    var stretches = WordStretches(oldStart: old.lowerBound, newStart: new.lowerBound)
    stretches.keep(front)
    compare(oldMiddle, newMiddle, into: &stretches, &effort)
    stretches.keep(end)
    stretches.joinAcrossSpaces(in: bytes)
    if stretches.sameBytes * 3 < min(old.count, new.count) {
      stretches = WordStretches(oldStart: old.lowerBound, newStart: new.lowerBound)
      stretches.replace(old.count, new.count)
    }
    return stretches.pieces(in: bytes)
  }

  private func compare(
    _ old: Range<Int>, _ new: Range<Int>, into stretches: inout WordStretches,
    _ effort: inout Effort
  ) {
    guard !old.isEmpty, !new.isEmpty, effort.allows((old.count + new.count) / 2) else {
      return stretches.replace(old.count, new.count)
    }
    let left = WordCutting.all(of: old, in: bytes)
    let right = WordCutting.all(of: new, in: bytes)
    effort.spend(left.count + right.count)
    let numbers = Vocabulary.numbers(of: left + right, in: bytes)
    let alignment = Alignment(
      Array(numbers[..<left.count]), Array(numbers[left.count...]), effort: &effort)
    var (oldEnd, newEnd) = (old.lowerBound, new.lowerBound)
    for run in alignment.runs {
      let (oldStart, newStart) = (left[run.old].lowerBound, right[run.new].lowerBound)
      stretches.replace(oldStart - oldEnd, newStart - newEnd)
      oldEnd = left[run.old + run.count - 1].upperBound
      newEnd = right[run.new + run.count - 1].upperBound
      stretches.keep(oldEnd - oldStart)
    }
    stretches.replace(old.upperBound - oldEnd, new.upperBound - newEnd)
  }

  /// How many bytes are equal at the front and at the end, up to where words certainly meet. It
  /// spares the work on long paragraphs that differ little.
  private func commonEnds() -> (front: Int, end: Int) {
    let limit = min(old.count, new.count)
    var front = 0
    while front < limit, bytes[old.lowerBound + front] == bytes[new.lowerBound + front] {
      front += 1
    }
    while !meet(old.lowerBound + front, new.lowerBound + front) { front -= 1 }
    var end = 0
    while end < limit - front, bytes[old.upperBound - end - 1] == bytes[new.upperBound - end - 1] {
      end += 1
    }
    while !meet(old.upperBound - end, new.upperBound - end) { end -= 1 }
    return (front, end)
  }

  private func meet(_ left: Int, _ right: Int) -> Bool {
    WordCutting.meet(at: left, of: old, in: bytes)
      && WordCutting.meet(at: right, of: new, in: bytes)
  }
}
