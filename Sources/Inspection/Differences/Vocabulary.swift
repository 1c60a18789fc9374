/// Numbers for pieces of text: equal bytes, equal number. Comparing is then cheap and exact.
///
/// An open hash table over the bytes themselves; the hash is seeded anew in every process, so that
/// nobody can write texts that all fall into one place of it.
enum Vocabulary {
  /// One number for each range, in their order.
  static func numbers(of ranges: [Range<Int>], in bytes: [UInt8]) -> [Int32] {
    var sizeSlots = 16
    while sizeSlots < ranges.count * 2 { sizeSlots *= 2 }
    var slots = [Int32](repeating: -1, count: sizeSlots)
    var firsts: [Range<Int>] = []
    var numbers: [Int32] = []
    numbers.reserveCapacity(ranges.count)
    bytes.withUnsafeBytes { buffer in
      for range in ranges {
        let word = UnsafeRawBufferPointer(rebasing: buffer[range])
        var slot = hash(of: word) & (sizeSlots - 1)
        while slots[slot] >= 0,
          !isEqual(word, UnsafeRawBufferPointer(rebasing: buffer[firsts[Int(slots[slot])]]))
        {
          slot = (slot + 1) & (sizeSlots - 1)
        }
        if slots[slot] < 0 {
          slots[slot] = Int32(firsts.count)
          firsts.append(range)
        }
        numbers.append(slots[slot])
      }
    }
    return numbers
  }

  private static func hash(of word: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: word)
    return hasher.finalize()
  }

  private static func isEqual(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    left.count == right.count && left.elementsEqual(right)
  }
}
