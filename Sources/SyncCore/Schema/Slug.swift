/// The id made from a title: `KOL (1)` becomes `kol-1` (DESIGN section 10).
public enum Slug {
  /// Lower case; å and ä become a, ö becomes o, é becomes e; every other run of characters
  /// becomes one hyphen, none at either end. Decomposed letters count like composed ones.
  public static func make(from title: String, limitBytes: Int = 64) -> String {
    var slug = ""
    var pendingHyphen = false
    for character in title.lowercased() {
      guard let letter = plain(character) else {
        pendingHyphen = !slug.isEmpty
        continue
      }
      let addition = pendingHyphen ? "-\(letter)" : String(letter)
      guard slug.utf8.count + addition.utf8.count <= limitBytes else { break }
      pendingHyphen = false
      slug += addition
    }
    return slug
  }

  private static func plain(_ character: Character) -> Character? {
    // `Character` compares by canonical equivalence, which is what is wanted here alone.
    switch character {
    case "å", "ä": "a"
    case "ö": "o"
    case "é": "e"
    case "a"..."z" where character.isASCII, "0"..."9" where character.isASCII: character
    default: nil
    }
  }
}
