import GRDBSQLite
import Glibc
import SyncCore

/// A value in a column of SQLite.
enum SQLValue: Hashable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])
}

/// A prepared statement on GRDB's own connection.
///
/// The merge road binds bytes and integers straight into SQLite: several times faster than a
/// statement of GRDB, which makes an object per value. It lives inside one GRDB transaction.
final class Statement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ sql: String, on connection: OpaquePointer) throws {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else {
      throw StoreError(sqlite: code, detail: Self.detail(of: connection) + " in: " + sql)
    }
    handle = prepared
    self.connection = connection
  }

  deinit {
    sqlite3_finalize(handle)
  }

  /// Binds the values to the parameters in their order, from the first.
  @discardableResult
  func bind(_ values: SQLValue...) -> Self {
    bind(all: values)
  }

  /// Binds an array of values, starting at a parameter (the first is 1).
  @discardableResult
  func bind(all values: [SQLValue], from first: Int32 = 1) -> Self {
    var index = first
    for value in values {
      switch value {
      case .null: sqlite3_bind_null(handle, index)
      case .integer(let number): sqlite3_bind_int64(handle, index, number)
      case .text(let text): bind(text, at: index)
      case .blob(let bytes): bind(bytes, at: index)
      }
      index += 1
    }
    return self
  }

  func bindNull(at index: Int32) {
    sqlite3_bind_null(handle, index)
  }

  func bind(_ number: Int64, at index: Int32) {
    sqlite3_bind_int64(handle, index, number)
  }

  func bind(_ text: String, at index: Int32) {
    var copy = text
    copy.withUTF8 { bytes in
      _ = bytes.withMemoryRebound(to: CChar.self) { characters in
        // A null pointer would bind NULL; an empty text has to stay a text.
        if let start = characters.baseAddress {
          sqlite3_bind_text(handle, index, start, Int32(characters.count), Self.transient)
        } else {
          sqlite3_bind_text(handle, index, "", 0, Self.transient)
        }
      }
    }
  }

  /// Binds a text by its bytes, which have to be UTF-8 and to stay where they are until the
  /// statement has run. It may not run again before something else is bound here.
  func bind(unowned bytes: Slice<UnsafeBufferPointer<UInt8>>, at index: Int32) {
    // A null pointer would bind NULL; an empty text has to stay a text.
    guard let start = UnsafeBufferPointer(rebasing: bytes).baseAddress, !bytes.isEmpty else {
      return bind("", at: index)
    }
    start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      _ = sqlite3_bind_text(handle, index, $0, Int32(bytes.count), nil)
    }
  }

  func bind(_ bytes: [UInt8], at index: Int32) {
    _ = bytes.withUnsafeBytes {
      if let start = $0.baseAddress, !bytes.isEmpty {
        sqlite3_bind_blob(handle, index, start, Int32(bytes.count), Self.transient)
      } else {
        sqlite3_bind_zeroblob(handle, index, 0)
      }
    }
  }

  /// Steps to the next row; false at the end. After the end the statement is ready to bind again.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    let detail = code == SQLITE_DONE ? "" : Self.detail(of: connection)
    sqlite3_reset(handle)
    guard code == SQLITE_DONE else { throw StoreError(sqlite: code, detail: detail) }
    return false
  }

  /// Runs a statement that gives no rows, or whose rows do not matter.
  func run() throws {
    while try step() {}
  }

  /// Ends reading before the last row.
  func reset() {
    sqlite3_reset(handle)
  }

  func integer(_ column: Int32) -> Int64 {
    sqlite3_column_int64(handle, column)
  }

  func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The bytes of a text or blob, without a copy: they last until the next step.
  func withBytes<Result>(
    _ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    let start = sqlite3_column_blob(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return try body(
      UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: count))
  }

  /// Whether a text or blob consists of exactly these bytes.
  func holds(_ bytes: [UInt8], in column: Int32) -> Bool {
    guard Int(sqlite3_column_bytes(handle, column)) == bytes.count else { return false }
    guard let start = sqlite3_column_blob(handle, column) else { return bytes.isEmpty }
    return bytes.withUnsafeBytes { held in
      held.baseAddress.map { memcmp($0, start, bytes.count) == 0 } ?? true
    }
  }

  func blob(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  func value(_ column: Int32) -> SQLValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_TEXT: .text(text(column))
    case SQLITE_BLOB: .blob(blob(column))
    default: .null
    }
  }

  private static func detail(of connection: OpaquePointer) -> String {
    String(cString: sqlite3_errmsg(connection))
  }
}

extension Statement {
  /// All rows, each turned into a value.
  func rows<Element>(_ read: (Statement) throws -> Element) throws -> [Element] {
    var elements: [Element] = []
    while try step() { elements.append(try read(self)) }
    return elements
  }

  /// The first row turned into a value, or nil where there is none.
  func first<Element>(_ read: (Statement) throws -> Element) throws -> Element? {
    guard try step() else { return nil }
    defer { reset() }
    return try read(self)
  }
}
