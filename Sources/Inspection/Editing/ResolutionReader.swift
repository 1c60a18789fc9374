import Catalogue
import SyncCore
import SyncWire

/// Reads the value that a person gives a whole cell.
struct ResolutionReader {
  let target: CellAddress
  let type: RecordType

  /// One text for a field; for a unit JSON, or COLUMN=VALUE for some of its columns.
  ///
  /// - Throws: `bad_value` where the form does not fit, or what the field's kind says.
  func value(of texts: [String], shown: Value?) throws -> Value {
    guard let field = target.field else {
      throw Failure(
        "bad_value", "\(target.cell) is not declared here; no value can be read for it.",
        hint: "Nothing was written. Take one of its values with --take.")
    }
    switch field.shape {
    case .plain(let kind):
      let text = try FieldInput.text(of: try single(texts))
      return try FieldText.value(of: text, for: Column(field.name, field.label, kind)) ?? .null
    case .set:
      guard texts == ["true"] else {
        throw Failure(
          "bad_value", "A member of a set is kept with --value true. Nothing was written.",
          hint: "Take it out with: syncd set … \(field.name)-=\(target.cell.member?.string ?? "").")
      }
      return .boolean(true)
    case .unit(let columns):
      if texts.count == 1, texts[0].hasPrefix("{") { return try json(texts[0]) }
      return try unit(texts, columns, of: field, shown: shown)
    }
  }

  private func single(_ texts: [String]) throws -> String {
    guard texts.count == 1 else {
      throw Failure(
        "bad_value", "\(target.cell) takes one --value. Nothing was written.",
        hint: "Give --value once; only units take several COLUMN=VALUE.")
    }
    return texts[0]
  }

  private func json(_ text: String) throws -> Value {
    do {
      return try RelaxedJSON.read(Array(text.utf8))
    } catch {
      throw Failure(
        "bad_value", "--value is not readable JSON: \(error.message). Nothing was written.",
        hint: "Write an object of the unit's columns, or COLUMN=VALUE.")
    }
  }

  private func unit(
    _ texts: [String], _ columns: [Column], of field: Field, shown: Value?
  ) throws -> Value {
    var named: [FieldName: Value?] = [:]
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let column = columns.first(where: { $0.name.string == parts[0] })
      else {
        throw Failure(
          "bad_value", "\(text.quoted) is no COLUMN=VALUE of \(field.name). Nothing was written.",
          hint: "Its columns: \(columns.map(\.name.string).joined(separator: ", ")).")
      }
      let value = try FieldText.value(of: FieldInput.text(of: String(parts[1])), for: column)
      named.updateValue(value, forKey: column.name)
    }
    return Catalogue.unitValue(shown: shown, naming: named) ?? .object([])
  }

  /// What was typed into a form, by the names of the columns.
  ///
  /// - Throws: what the columns' kinds say.
  func value(typed texts: [String: String], shown: Value?) throws -> Value {
    guard let field = target.field else { return try value(of: [], shown: shown) }
    switch field.shape {
    case .plain(let kind):
      let text = texts[field.name.string] ?? ""
      return try FieldText.value(of: text, for: Column(field.name, field.label, kind)) ?? .null
    case .set: return try value(of: [texts[field.name.string] ?? ""], shown: shown)
    case .unit(let columns):
      var named: [FieldName: Value?] = [:]
      for column in columns {
        guard let text = texts[column.name.string] else { continue }
        named.updateValue(try FieldText.value(of: text, for: column), forKey: column.name)
      }
      return Catalogue.unitValue(shown: shown, naming: named) ?? .object([])
    }
  }
}
