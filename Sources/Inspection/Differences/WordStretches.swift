/// The stretches of two paragraphs that were kept or replaced, in order and without gaps.
struct WordStretches {
  private struct Stretch {
    var isKept: Bool
    var old: Range<Int>
    var new: Range<Int>
  }

  private var stretches: [Stretch] = []
  private var oldEnd: Int
  private var newEnd: Int

  init(oldStart: Int, newStart: Int) {
    oldEnd = oldStart
    newEnd = newStart
  }

  /// How many bytes both hold.
  var sameBytes: Int { stretches.reduce(0) { $0 + ($1.isKept ? $1.old.count : 0) } }

  mutating func keep(_ sizeBytes: Int) {
    add(isKept: true, sizeBytes, sizeBytes)
  }

  mutating func replace(_ oldBytes: Int, _ newBytes: Int) {
    add(isKept: false, oldBytes, newBytes)
  }

  private mutating func add(isKept: Bool, _ oldBytes: Int, _ newBytes: Int) {
    guard oldBytes > 0 || newBytes > 0 else { return }
    let old = oldEnd..<oldEnd + oldBytes
    let new = newEnd..<newEnd + newBytes
    (oldEnd, newEnd) = (old.upperBound, new.upperBound)
    if let last = stretches.last, last.isKept == isKept {
      stretches[stretches.count - 1].old = last.old.lowerBound..<old.upperBound
      stretches[stretches.count - 1].new = last.new.lowerBound..<new.upperBound
    } else {
      stretches.append(Stretch(isKept: isKept, old: old, new: new))
    }
  }

  /// Makes one change of two that only white space parts: `[-två veckor-]`, not three pieces.
  mutating func joinAcrossSpaces(in bytes: [UInt8]) {
    guard let first = stretches.first else { return }
    var joined = WordStretches(oldStart: first.old.lowerBound, newStart: first.new.lowerBound)
    for (index, stretch) in stretches.enumerated() {
      let isInside = index > 0 && index < stretches.count - 1
      let isBlank = bytes[stretch.old].allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 }
      let isKept = stretch.isKept && !(isInside && isBlank)
      joined.add(isKept: isKept, stretch.old.count, stretch.new.count)
    }
    self = joined
  }

  func pieces(in bytes: [UInt8]) -> [TextDifference.Piece] {
    stretches.flatMap { stretch -> [TextDifference.Piece] in
      let old = String(decoding: bytes[stretch.old], as: UTF8.self)
      if stretch.isKept { return [.init(kind: .same, text: old)] }
      let new = String(decoding: bytes[stretch.new], as: UTF8.self)
      return [.init(kind: .removed, text: old), .init(kind: .added, text: new)]
        .filter { !$0.text.utf8.isEmpty }
    }
  }
}
