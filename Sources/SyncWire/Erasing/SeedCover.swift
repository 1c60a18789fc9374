import SyncCore

/// One secret seed for each value of a body, so kept that the seeds of some values can be told
/// without those of the others, in little room.
///
/// The seeds are the leaves of a binary tree: each node's seed gives those of its two children by
/// a hash, and not the other way round. The salt of the body gives the root. What is told is the
/// seeds of the largest subtrees in which nothing is erased; of n values of which k are gone that
/// is at most k·log2(n) seeds. (Goldreich, Goldwasser, Micali, 1986; used so by Johnson, Molnar,
/// Song, Wagner, "Homomorphic Signature Schemes", 2002.)
struct SeedCover {
  /// How many values there are.
  let count: Int
  /// The known seeds, by the leaves below them.
  private var nodes: [Range<Int>: ContentHash]

  /// All seeds, from the body's salt.
  init(count: Int, salt: [UInt8]) {
    self.count = count
    nodes = count == 0 ? [:] : [0..<count: Self.hash(.root, salt)]
  }

  /// What is left without some leaves; nil unless there is exactly one seed for each subtree.
  init?(count: Int, without gone: Set<Int>, seeds: [ContentHash]) {
    guard gone.allSatisfy({ (0..<count).contains($0) }) else { return nil }
    let ranges = Self.subtrees(of: 0..<count, without: gone.sorted()[...])
    guard ranges.count == seeds.count else { return nil }
    self.count = count
    nodes = Dictionary(zip(ranges, seeds), uniquingKeysWith: { first, _ in first })
  }

  /// The known seeds, from the first leaf to the last.
  var seeds: [ContentHash] {
    nodes.sorted { $0.key.lowerBound < $1.key.lowerBound }.map(\.value)
  }

  /// The seed of every leaf, nil where it is gone. Cost: two hashes a leaf.
  var leaves: [ContentHash?] {
    var leaves = [ContentHash?](repeating: nil, count: count)
    var rest = Array(nodes)
    while let (range, seed) = rest.popLast() {
      if range.count == 1 {
        leaves[range.lowerBound] = seed
      } else {
        rest += Self.children(of: range, seed)
      }
    }
    return leaves
  }

  /// Forgets the seed of a leaf and everything that it could be worked out from.
  mutating func remove(_ leaf: Int) {
    guard let (range, seed) = nodes.first(where: { $0.key.contains(leaf) }) else { return }
    nodes[range] = nil
    var node = (range: range, seed: seed)
    while node.range.count > 1 {
      let children = Self.children(of: node.range, node.seed)
      for child in children where !child.0.contains(leaf) { nodes[child.0] = child.1 }
      for child in children where child.0.contains(leaf) { node = (child.0, child.1) }
    }
  }

  /// The hash that stands for a value: it tells nothing of the value without the leaf's seed.
  static func leaf(seed: ContentHash, value: Value) -> ContentHash {
    hash(.leaf, seed.bytes + CanonicalJSON.write(value))
  }

  private static func children(
    of range: Range<Int>, _ seed: ContentHash
  ) -> [(Range<Int>, ContentHash)] {
    let middle = (range.lowerBound + range.upperBound) / 2
    return [
      (range.lowerBound..<middle, hash(.left, seed.bytes)),
      (middle..<range.upperBound, hash(.right, seed.bytes)),
    ]
  }

  private static func subtrees(
    of range: Range<Int>, without gone: ArraySlice<Int>
  ) -> [Range<Int>] {
    if range.isEmpty { return [] }
    if gone.isEmpty { return [range] }
    if range.count == 1 { return [] }
    let middle = (range.lowerBound + range.upperBound) / 2
    let split = gone.firstIndex { $0 >= middle } ?? gone.endIndex
    return subtrees(of: range.lowerBound..<middle, without: gone[..<split])
      + subtrees(of: middle..<range.upperBound, without: gone[split...])
  }

  /// What a hash is for, its first byte: no two kinds can be taken for each other.
  enum Kind: UInt8 {
    case root, left, right, leaf, remainder
  }

  /// The SHA-256 of the kind's byte and some bytes.
  static func hash(_ kind: Kind, _ bytes: [UInt8]) -> ContentHash {
    .sha256([kind.rawValue] + bytes)
  }
}
