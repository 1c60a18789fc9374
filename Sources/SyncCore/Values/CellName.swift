/// The name of a cell: a field or unit (`note`), or one member of a set (`icd10/J44`).
public struct CellName: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let text: Text
  /// How many bytes the field's name takes, before the first `/`.
  private let fieldBytes: Int

  /// The cell that holds a record's deletes and restores.
  public static let exists = CellName(unchecked: "exists")

  /// The longest member of a set, in bytes.
  public static let memberLimitBytes = 1_024

  /// Nil unless the part before the first `/` is a field's name and the part after it, if there
  /// is a slash, has 1–1 024 bytes.
  public init?(_ text: Text) {
    let bytes = text.string.utf8
    if let slash = bytes.firstIndex(of: UInt8(ascii: "/")) {
      let memberBytes = bytes.distance(from: slash, to: bytes.endIndex) - 1
      guard Grammar.isWord(bytes[..<slash]), (1...Self.memberLimitBytes).contains(memberBytes)
      else { return nil }
      fieldBytes = bytes.count - memberBytes - 1
    } else {
      guard Grammar.isWord(bytes) else { return nil }
      fieldBytes = bytes.count
    }
    self.text = text
  }

  public init(_ field: FieldName) {
    text = field.text
    fieldBytes = text.sizeBytes
  }

  /// Nil if `member` is empty or longer than `memberLimitBytes`.
  public init?(_ field: FieldName, member: Text) {
    self.init(Text(field.string + "/" + member.string))
  }

  private init(unchecked text: Text) {
    self.text = text
    fieldBytes = text.sizeBytes
  }

  public var description: String { text.string }

  /// The field, unit or set that this cell belongs to.
  public var field: String {
    let bytes = text.string.utf8
    guard fieldBytes < bytes.count else { return text.string }
    return String(text.string[..<bytes.index(bytes.startIndex, offsetBy: fieldBytes)])
  }

  /// Whether this is one member of a set.
  public var isMember: Bool { fieldBytes < text.sizeBytes }

  /// The member of the set, or nil for a field or unit.
  public var member: Text? {
    let bytes = text.string.utf8
    guard fieldBytes < bytes.count else { return nil }
    return Text(String(text.string[bytes.index(bytes.startIndex, offsetBy: fieldBytes + 1)...]))
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.text < right.text
  }
}
