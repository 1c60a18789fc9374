/// The name of one write: who wrote, and where it stands in that author's log of a scope.
///
/// A dot is never reused, so equal dots are the same write. Their order makes output stable; it
/// says nothing about time. Source: "Dotted Version Vectors", arXiv 1011.5808.
public struct Dot: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let author: Author
  /// The changeset's position in the author's log of this scope: from 1, without gaps.
  public let sequence: Int64

  public init(_ author: Author, _ sequence: Int64) {
    self.author = author
    self.sequence = sequence
  }

  /// Nil unless the text is an author, a colon and a whole number from 1 without leading zeros.
  public init?(_ string: String) {
    guard let colon = string.lastIndex(of: ":"), let author = Author(String(string[..<colon]))
    else { return nil }
    let digits = string[string.index(after: colon)...]
    guard let sequence = Int64(digits), (1...Value.integerLimit).contains(sequence),
      String(sequence) == digits
    else { return nil }
    self.init(author, sequence)
  }

  /// As it stands on the wire: `14-vgr:16`.
  public var description: String { "\(author.string):\(sequence)" }

  public var text: Text { Text(description) }

  public static func < (left: Self, right: Self) -> Bool {
    (left.author, left.sequence) < (right.author, right.sequence)
  }

  /// The dots as wire texts, each once, in the order of their bytes: the form of every array of
  /// dots in a changeset.
  public static func wireTexts(_ dots: some Sequence<Dot>) -> [Text] {
    Set(dots).map(\.text).sorted()
  }
}
