/// How the writes to one cell descend from each other.
///
/// A write's parents are the dots it replaced and its author's write to the cell before it.
public struct Lineage: Sendable {
  /// One write, or removal, of the cell.
  public struct Write: Sendable {
    public let dot: Dot
    public let time: Timestamp
    /// False for a removal, which supersedes but leaves no value.
    public let writes: Bool
    public let replaces: [Dot]

    public init(dot: Dot, time: Timestamp, writes: Bool, replaces: [Dot]) {
      self.dot = dot
      self.time = time
      self.writes = writes
      self.replaces = replaces
    }
  }

  private var parents: [Dot: Set<Dot>] = [:]
  private var times: [Dot: Timestamp] = [:]

  public init(_ writes: [Write]) {
    var previous: [Author: Dot] = [:]
    let touching = writes.filter { $0.writes || !$0.replaces.isEmpty }
    for write in touching.sorted(by: { $0.dot < $1.dot }) {
      parents[write.dot] = Set(write.replaces)
      times[write.dot] = write.time
      guard write.writes else { continue }
      if let earlier = previous[write.dot.author] { parents[write.dot]?.insert(earlier) }
      previous[write.dot.author] = write.dot
    }
  }

  /// The write that all of `dots` descend from, the nearest one; of several such the latest by
  /// claimed time, then by dot. Nil where they have no ancestor in common.
  public func base(of dots: [Dot]) -> Dot? {
    guard let first = dots.first else { return nil }
    var common = ancestors(of: first)
    for dot in dots.dropFirst() { common.formIntersection(ancestors(of: dot)) }
    let nearest = common.filter { candidate in
      !common.contains { $0 != candidate && ancestors(of: $0).contains(candidate) }
    }
    return nearest.filter { times[$0] != nil }.max { left, right in
      (times[left] ?? Timestamp(milliseconds: 0), left)
        < (times[right] ?? Timestamp(milliseconds: 0), right)
    }
  }

  /// Everything a write descends from, itself left out. Parents have lower sequences of their own
  /// authors or were seen before, so there are no cycles; a visited set holds for forged ones.
  private func ancestors(of dot: Dot) -> Set<Dot> {
    var found: Set<Dot> = []
    var open = Array(parents[dot] ?? [])
    while let next = open.popLast() {
      if found.insert(next).inserted { open += parents[next] ?? [] }
    }
    return found
  }
}
