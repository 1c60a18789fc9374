import SyncCore
import SyncWire

/// How the rows that share one metadata blob are written for their digest: the bytes that they have
/// in common, and which columns stand between them.
///
/// Most records of a changeset share their blob, so the form of the last row fits the next.
struct DigestForm {
  private enum Piece {
    case bytes([UInt8])
    case column(ColumnForm, place: Int32)
    /// The members in the order of their keys.
    case unit([(key: [UInt8], form: ColumnForm, place: Int32)])
  }

  private let blob: [UInt8]
  private var pieces: [Piece] = []
  /// Whether the rows say all of the record: no cell has several values.
  let isSettled: Bool

  /// The columns of a row begin behind scope, id and metadata.
  private static let firstColumn = 3

  /// - Throws: `database_damaged` where the blob is.
  init(_ blob: [UInt8], plan: TypePlan, in session: Session) throws {
    self.blob = blob
    let metadata = try session.withWords { try MetadataCoding.decode(blob, words: $0) }
    isSettled = !metadata.entries.isEmpty && metadata.entries.allSatisfy { $0.dot != nil }
    guard isSettled else { return }
    var text = Array("{\"cells\":{".utf8)
    var key: (dot: Dot, bytes: [UInt8])?
    for (index, entry) in Self.inKeyOrder(metadata.entries).enumerated() {
      guard let dot = entry.dot else { continue }
      if index > 0 { text.append(UInt8(ascii: ",")) }
      CanonicalJSON.append(entry.cell.text, to: &text)
      if key?.dot != dot {
        var bytes = Array(":{".utf8)
        CanonicalJSON.append(dot.text, to: &bytes)
        key = (dot, bytes + Array(":".utf8))
      }
      text.append(contentsOf: key?.bytes ?? [])
      if let value = Self.fixedValue(of: entry, plan: plan) {
        CanonicalJSON.append(value, to: &text)
      } else if let (field, place) = plan.field(of: entry.cell) {
        pieces.append(.bytes(text))
        text.removeAll()
        pieces.append(Self.piece(of: field, place: place))
      }
      text.append(UInt8(ascii: "}"))
    }
    pieces.append(.bytes(text + Array("},\"id\":".utf8)))
  }

  /// The entries in the order of RFC 8785 (3.2.3). Bytes give the same order as UTF-16 units
  /// unless one could begin a character that UTF-16 orders otherwise (0xEE and up).
  private static func inKeyOrder(_ entries: [Metadata.Entry]) -> [Metadata.Entry] {
    let isPlain = entries.allSatisfy { entry in
      entry.cell.text.string.utf8.allSatisfy { $0 < 0xEE }
    }
    if isPlain { return entries.sorted { $0.cell < $1.cell } }
    return entries.sorted { $0.cell.text.precedesAsKey($1.cell.text) }
  }

  /// The value of a cell that no column has a say in.
  private static func fixedValue(of entry: Metadata.Entry, plan: TypePlan) -> Value? {
    if let kept = entry.kept { return kept }
    guard plan.field(of: entry.cell) != nil else { return .null }
    return entry.cell.isMember ? .boolean(true) : nil
  }

  private static func piece(of field: Field, place: Int) -> Piece {
    switch field.shape {
    case .plain(let kind), .set(let kind):
      return .column(ColumnForm(kind), place: Int32(firstColumn + place))
    case .unit(let members):
      let columns = members.enumerated().map { offset, member in
        (member.name.text, ColumnForm(member.kind), Int32(firstColumn + place + offset))
      }
      let sorted = columns.sorted { $0.0.precedesAsKey($1.0) }
      return .unit(
        sorted.map { name, form, place in
          var key: [UInt8] = []
          CanonicalJSON.append(name, to: &key)
          return (key + Array(":".utf8), form, place)
        })
    }
  }

  /// Whether a row has this form's blob.
  func fits(_ row: Statement) -> Bool {
    row.holds(blob, in: 2)
  }

  /// Writes the record up to its id.
  func append(_ row: Statement, to bytes: inout [UInt8]) {
    for piece in pieces {
      switch piece {
      case .bytes(let text): bytes.append(contentsOf: text)
      case .column(let form, let place): row.append(place, as: form, to: &bytes)
      case .unit(let members):
        var separator = UInt8(ascii: "{")
        for member in members where !row.isNull(member.place) {
          bytes.append(separator)
          separator = UInt8(ascii: ",")
          bytes.append(contentsOf: member.key)
          row.append(member.place, as: member.form, to: &bytes)
        }
        if separator == UInt8(ascii: "{") { bytes.append(separator) }
        bytes.append(UInt8(ascii: "}"))
      }
    }
    row.append(1, as: .text, to: &bytes)
  }
}

extension Statement {
  /// Writes what a column shows as canonical JSON.
  fileprivate func append(_ column: Int32, as form: ColumnForm, to bytes: inout [UInt8]) {
    if isNull(column) { return bytes.append(contentsOf: "null".utf8) }
    switch form {
    case .integer: CanonicalJSON.append(integer(column), to: &bytes)
    case .boolean: bytes.append(contentsOf: (integer(column) != 0 ? "true" : "false").utf8)
    case .text: withBytes(column) { CanonicalJSON.append(utf8: $0, to: &bytes) }
    }
  }
}
