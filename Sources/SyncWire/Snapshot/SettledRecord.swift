public import SyncCore

/// What settled records that follow each other mostly have in common: all but id and values.
public final class SettledWrites: Sendable {
  public let type: TypeName
  /// The cells in the order of the line.
  public let cells: [CellName]
  /// The dot of each.
  public let dots: [Dot]

  init(_ type: TypeName, _ cells: [CellName], _ dots: [Dot]) {
    self.type = type
    self.cells = cells
    self.dots = dots
  }
}

/// A settled record as it stands in its line; the ranges of bytes are those of the line.
public struct SettledRecord: Sendable {
  /// The very object of the record before, where the writes are the same.
  public let writes: SettledWrites
  public let id: RecordID
  /// Where the id stands, without an escape.
  public let idBytes: Range<Int>
  /// What its cells hold: these of the reader's `values`.
  public let contents: Range<Int>

  /// A value.
  public enum Content: Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    /// A text, which is these bytes.
    case text(Range<Int>)
    /// A text that holds escapes; `SettledRecordReader.unescaped` reads it.
    case escaped(Range<Int>)
    /// An object: these of the reader's members.
    case object(Range<Int>)
  }

  /// A member of an object. Its key has no escape.
  public struct Member: Sendable {
    public let key: Range<Int>
    public let content: Content
  }

  /// What the cells of some records hold.
  public struct Values: Sendable {
    public internal(set) var contents: [Content] = []
    public internal(set) var members: [Member] = []

    public init() {}

    mutating func removeAll(after count: (contents: Int, members: Int)) {
      contents.removeLast(contents.count - count.contents)
      members.removeLast(members.count - count.members)
    }
  }
}
