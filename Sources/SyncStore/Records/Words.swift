import SyncCore

/// The numbers that stand for authors and declared fields in metadata blobs.
///
/// Only names that the schema or Peers vouch for get a number, so the table stays small whatever
/// peers send; other fields stand in the blob with their whole name.
struct Words {
  private var byNumber: [Int64: String] = [:]
  private var byWord: [String: Int64] = [:]
  private let insert: Statement

  init(_ session: Session) throws {
    insert = try session.statement("INSERT INTO words (word) VALUES (?) RETURNING id")
    let rows = try session.statement("SELECT id, word FROM words").rows { row in
      (row.integer(0), row.text(1))
    }
    for (number, word) in rows { remember(number, word) }
  }

  private mutating func remember(_ number: Int64, _ word: String) {
    byNumber[number] = word
    byWord[word] = number
  }

  /// Gives a word a number for ever, if it has none.
  @discardableResult
  mutating func intern(_ word: String) throws -> Int64 {
    if let number = byWord[word] { return number }
    let number = try insert.bind(.text(word)).first { $0.integer(0) } ?? 0
    remember(number, word)
    return number
  }

  mutating func number(ofAuthor dot: Dot?) throws -> Int64 {
    guard let dot else { return 0 }
    return try intern("@" + dot.author.string)
  }

  /// The number of a declared field, or 0 for any other.
  func number(ofField field: String) -> Int64 {
    byWord[field] ?? 0
  }

  func author(_ number: Int64) throws -> Author {
    guard let word = byNumber[number], word.hasPrefix("@"),
      let author = Author(String(word.dropFirst()))
    else { throw unknown(number) }
    return author
  }

  /// The cell of a declared field's number (0 for none) and the rest of its name.
  func cell(_ number: Int64, rest: Text?) throws -> CellName {
    let name: Text? =
      if number == 0 {
        rest
      } else if let word = byNumber[number] {
        rest.map { Text(word + "/" + $0.string) } ?? Text(word)
      } else {
        nil
      }
    guard let name, let cell = CellName(name) else { throw unknown(number) }
    return cell
  }

  private func unknown(_ number: Int64) -> StoreError {
    StoreError(
      .databaseDamaged, "A metadata blob speaks of word \(number), which the table lacks.",
      hint: "Run `syncd verify` to see which records are affected.")
  }
}
