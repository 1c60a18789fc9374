import SyncCore

/// The numbers that stand for authors and declared fields in metadata blobs.
///
/// Only names that the schema or Peers vouch for get a number, so the table stays small whatever
/// peers send; other fields stand in the blob with their whole name.
struct Words {
  /// What a number stands for, made when the word is learned: blobs name little else.
  private enum Meaning {
    case author(Author)
    case field(CellName)
  }

  private var meanings: [Int64: Meaning] = [:]
  private var byWord: [String: Int64] = [:]
  private var lastAuthor: (author: Author, number: Int64)?
  private let insert: Statement

  init(_ session: Session) throws {
    insert = try session.statement("INSERT INTO words (word) VALUES (?) RETURNING id")
    let rows = try session.statement("SELECT id, word FROM words").rows { row in
      (row.integer(0), row.text(1))
    }
    for (number, word) in rows { remember(number, word) }
  }

  private mutating func remember(_ number: Int64, _ word: String) {
    byWord[word] = number
    if word.hasPrefix("@") {
      if let author = Author(String(word.dropFirst())) { meanings[number] = .author(author) }
    } else if let cell = CellName(Text(word)) {
      meanings[number] = .field(cell)
    }
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
    if let lastAuthor, lastAuthor.author == dot.author { return lastAuthor.number }
    let number = try intern("@" + dot.author.string)
    lastAuthor = (dot.author, number)
    return number
  }

  /// The number of a declared field, or 0 for any other.
  func number(ofField field: String) -> Int64 {
    byWord[field] ?? 0
  }

  func author(_ number: Int64) throws -> Author {
    guard case .author(let author) = meanings[number] else { throw unknown(number) }
    return author
  }

  /// The cell of a declared field's number (0 for none) and the rest of its name.
  func cell(_ number: Int64, rest: Text?) throws -> CellName {
    if number == 0 {
      guard let rest, let cell = CellName(rest) else { throw unknown(number) }
      return cell
    }
    guard case .field(let field) = meanings[number] else { throw unknown(number) }
    guard let rest else { return field }
    guard let cell = CellName(Text(field.text.string + "/" + rest.string)) else {
      throw unknown(number)
    }
    return cell
  }

  private func unknown(_ number: Int64) -> StoreError {
    StoreError(
      .databaseDamaged, "A metadata blob speaks of word \(number), which the table lacks.",
      hint: "Run `syncd verify` to see which records are affected.")
  }
}
