import Catalogue
import Foundation
import Inspection
import SyncCore
import SyncWire

/// What a user's file holds, read and checked, before it is compared with the replica.
struct ImportFile {
  let rows: [ImportRow]
  /// What a row is called in messages: a sheet has lines, a JSON file records.
  let rowName: String

  /// The largest file that is imported: 64 MiB.
  static let limitBytes = 64 * 1_048_576

  /// - Parameter typeName: the type of a sheet's records; else the file's name says it.
  /// - Throws: what is wrong with the file, with line and column. Nothing was written.
  init(path: String, typeName: String?) throws {
    let bytes = try Self.read(path)
    if Self.isJSON(bytes) {
      rowName = "Record"
      rows = try Self.records(in: bytes, path: path).enumerated().map { index, value in
        try Self.naming("Record") { try ImportRow(json: value, line: index + 1) }
      }
    } else {
      rowName = "Line"
      let type = try Self.type(named: typeName, path: path)
      rows = try Sheet.read(try CSVDocument(parsing: bytes), type: type)
    }
  }

  /// Runs a step whose errors speak of lines, for a file that has records instead.
  static func naming<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as ImportError where name != "Line" {
      let failure = Failure(error)
      throw Failure(
        failure.code,
        failure.message.replacing("Line \(error.line):", with: "\(name) \(error.line):"),
        hint: failure.hint)
    }
  }

  private static func read(_ path: String) throws -> [UInt8] {
    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    guard let size, size <= limitBytes, let data = FileManager.default.contents(atPath: path) else {
      throw Failure(
        "file_error",
        size ?? 0 > limitBytes
          ? "'\(path)' has more than \(limitBytes) bytes." : "'\(path)' cannot be read.",
        hint: "Nothing was written. Check the path, or import the file in parts.")
    }
    return [UInt8](data)
  }

  /// Whether the first character that is not blank opens a JSON document.
  private static func isJSON(_ bytes: [UInt8]) -> Bool {
    let first = bytes.first { !" \t\r\n".utf8.contains($0) }
    return first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
  }

  private static func type(named name: String?, path: String) throws -> RecordType {
    if let name { return try RecordAddress.type(named: name) }
    let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    if let type = TypeName(stem).flatMap({ Catalogue.schema[$0] }) { return type }
    let types = Catalogue.schema.types.map(\.name.string).joined(separator: ", ")
    throw Failure(
      "unknown_type", "'\(path)' does not say what its records are. Nothing was written.",
      hint: "Give --type TYPE, or name the file after it. The types: \(types).")
  }

  /// The records of an array, of `{"records": […]}` as `list --json` prints it, or a single one.
  private static func records(in bytes: [UInt8], path: String) throws -> [Value] {
    let value: Value
    do {
      value = try RelaxedJSON.read(bytes)
    } catch {
      let before = bytes.prefix(error.offset)
      let line = before.count { $0 == UInt8(ascii: "\n") } + 1
      throw Failure(
        "bad_json", "\(path), line \(line): \(error.message). Nothing was written.",
        hint: "Correct the file and import it again.")
    }
    if case .array(let elements) = value { return elements.map(withoutOutput) }
    if case .array(let elements)? = value["records"] { return elements.map(withoutOutput) }
    return [withoutOutput(value)]
  }

  /// What `show` and `list` print beside what can be imported.
  private static let outputKeys: [Text] = [
    "exists", "conflicts", "digest", "other_cells", "approvals", "changed_since_approval",
  ]

  private static func withoutOutput(_ value: Value) -> Value {
    guard case .object(let members) = value else { return value }
    return .document(
      members.entries.filter { !outputKeys.contains($0.key) }.map { ($0.key, $0.value) })
  }
}
