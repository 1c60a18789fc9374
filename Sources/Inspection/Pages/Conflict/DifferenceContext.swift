/// A difference of texts for templates, with long stretches that are the same left out.
enum DifferenceContext {
  /// How many characters are kept on each side of what is left out.
  private static let contextCharacters = 200

  static func pieces(from old: String, to new: String) -> [[String: Any]] {
    let pieces = TextDifference(from: old, to: new).pieces
    return pieces.enumerated().flatMap { index, piece -> [[String: Any]] in
      switch piece.kind {
      case .removed: return [["is_removed": true, "text": piece.text]]
      case .added: return [["is_added": true, "text": piece.text]]
      case .same:
        return same(
          piece.text, isFirst: index == 0, isLast: index == pieces.count - 1,
          isAll: pieces.count == 1)
      }
    }
  }

  private static func same(
    _ text: String, isFirst: Bool, isLast: Bool, isAll: Bool
  ) -> [[String: Any]] {
    guard !isAll, text.utf8.count > 3 * contextCharacters, text.count > 2 * contextCharacters + 50
    else { return [["is_same": true, "text": text]] }
    let head = isFirst ? "" : String(text.prefix(contextCharacters))
    let tail = isLast ? "" : String(text.suffix(contextCharacters))
    return [
      ["is_same": true, "text": head], ["is_left_out": true, "text": "[…]"],
      ["is_same": true, "text": tail],
    ]
  }
}
