/// What changed from one text to another: paragraphs aligned first, then words inside them.
///
/// For people to look at; long text merges whole (DESIGN 11). Texts are compared by their bytes, so
/// canonically equal spellings differ. Invariant: the pieces that are same or removed join to the
/// old text, those that are same or added to the new one. Memory follows the size of the texts;
/// the work is bounded, and beyond the bound what is left is told as replaced.
package struct TextDifference: Sendable {
  /// What became of a piece of text.
  package enum Kind: Sendable {
    case same, removed, added
  }

  /// A stretch of text with one fate; never empty, and never a part of a grapheme cluster.
  package struct Piece: Sendable {
    package let kind: Kind
    package let text: String
  }

  /// A line with its line end and the blank lines after it: unchanged, removed, added, or an old
  /// one that became a new one.
  package struct Paragraph: Sendable {
    package let pieces: [Piece]

    /// Whether both texts hold it, byte for byte.
    package var isSame: Bool { pieces.allSatisfy { $0.kind == .same } }

    /// What one of the texts holds of it, a piece at a time.
    package func side(_ kind: Kind) -> [Piece] {
      pieces.filter { $0.kind == .same || $0.kind == kind }
    }
  }

  /// In the order of the texts; where a paragraph was replaced, the removed one comes first.
  package let paragraphs: [Paragraph]

  /// All pieces, one after the other.
  package var pieces: [Piece] { paragraphs.flatMap(\.pieces) }

  /// Whether the texts are equal, byte for byte.
  package var isEmpty: Bool { paragraphs.allSatisfy(\.isSame) }

  /// Compares two texts.
  package init(from old: String, to new: String) {
    var effort = Effort()
    self.init(from: old, to: new, effort: &effort)
  }

  init(from old: String, to new: String, effort: inout Effort) {
    let bytes = Array(old.utf8) + Array(new.utf8)
    let left = ParagraphRange.all(of: 0..<old.utf8.count, in: bytes)
    let right = ParagraphRange.all(of: old.utf8.count..<bytes.count, in: bytes)
    var comparison = ParagraphComparison(bytes: bytes, effort: effort)
    comparison.compare(left, right)
    paragraphs = comparison.paragraphs
    effort = comparison.effort
  }
}
