import SyncCore

/// Reads the parts of a metadata blob, never past its end, without making values of them.
struct MetadataReader {
  /// Cells that share a dot. `author` is a word, or 0 for "several siblings".
  struct Group {
    let author: Int64
    let sequence: Int64
    let count: UInt64
  }

  /// One cell. `word` is its field's, or 0; the ranges are bytes of the blob.
  struct Cell {
    let word: Int64
    /// The member of a set, or the whole name where the word is 0.
    let rest: Range<Int>?
    /// The value in canonical JSON, where the columns cannot give it back.
    let kept: Range<Int>?
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  /// The word of the cell before in the same group.
  private var word: Int64 = 0

  static let damaged = StoreError(
    .databaseDamaged, "A record's metadata blob is damaged. Nothing was changed.",
    hint: "Run `syncd verify` to see which records are affected.")

  /// - Throws: `database_damaged`, as everything here, if the bytes are not of the form that
  ///   `MetadataCoding` writes.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    self.bytes = bytes
    guard try byte() == MetadataCoding.version else { throw Self.damaged }
  }

  /// The head of the next group, whose cells are to be read one by one; nil at the end.
  mutating func group() throws -> Group? {
    guard position < bytes.count else { return nil }
    let group = Group(
      author: Int64(try number()), sequence: Int64(try number()), count: try number())
    guard group.author != 0 || group.sequence == 0 else { throw Self.damaged }
    word = 0
    return group
  }

  mutating func cell() throws -> Cell {
    let tag = try number()
    let zigzag = tag >> 2
    // Damaged bytes may add up to anything; no word has such a number then.
    word &+= Int64(zigzag >> 1) ^ -Int64(zigzag & 1)
    let rest = tag & 1 == 0 ? nil : try part()
    let kept = tag & 2 == 0 ? nil : try part()
    return Cell(word: word, rest: rest, kept: kept)
  }

  /// The whole name of a cell.
  func name(of cell: Cell, words: Words) throws -> CellName {
    try words.cell(
      cell.word, rest: cell.rest.map { Text(String(decoding: bytes[$0], as: UTF8.self)) })
  }

  private mutating func byte() throws -> UInt8 {
    guard position < bytes.count else { throw Self.damaged }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func number() throws -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 63, by: 7) {
      let byte = try byte()
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
    }
    throw Self.damaged
  }

  private mutating func part() throws -> Range<Int> {
    let count = try number()
    guard count <= UInt64(bytes.count - position) else { throw Self.damaged }
    let part = position..<position + Int(count)
    position = part.upperBound
    return part
  }
}
