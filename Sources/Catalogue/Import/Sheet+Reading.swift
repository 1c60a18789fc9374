package import SyncCore

extension Sheet {
  /// The records of a sheet, in its order. Lines without any text are passed over.
  ///
  /// The columns may stand in any order, and a sheet may leave some out: they are left alone.
  package static func read(
    _ document: CSVDocument, type: RecordType
  ) throws(ImportError) -> [ImportRow] {
    let known = [idColumn, scopeColumn] + type.columns.map(\.name.string) + [basisColumn]
    for name in document.header where !known.contains(name) {
      throw .unknownColumn(1, name, known: known)
    }
    var rows: [ImportRow] = []
    var seen: [RowName: Int] = [:]
    for line in document.lines where line.cells.contains(where: { !$0.trimmed.isEmpty }) {
      let row = try row(line, document.header, type)
      if let id = row.id {
        if let first = seen.updateValue(row.line, forKey: RowName(scope: row.scope, id: id)) {
          throw .twice(row.line, RecordName(type.name, id), first: first)
        }
      }
      rows.append(row)
    }
    return rows
  }

  /// What two lines of one sheet may not share.
  private struct RowName: Hashable {
    let scope: Scope?
    let id: RecordID
  }

  private static func row(
    _ line: CSVDocument.Line, _ header: [String], _ type: RecordType
  ) throws(ImportError) -> ImportRow {
    let texts = Dictionary(zip(header, line.cells), uniquingKeysWith: { first, _ in first })
    for (name, text) in texts where text.utf16.count == SpreadsheetGuard.cellLimit {
      throw .cutBySpreadsheet(line.number, column: name)
    }
    let idText = texts[idColumn]?.trimmed ?? ""
    let id = RecordID(idText)
    if id == nil, !idText.isEmpty { throw .notAnID(line.number, idText) }
    let scopeText = texts[scopeColumn]?.trimmed ?? ""
    let scope = Scope(scopeText)
    if scope == nil, !scopeText.isEmpty { throw .notAScope(line.number, scopeText) }
    var cells: [FieldName: ImportRow.Input] = [:]
    var sets: [FieldName: Set<Text>] = [:]
    for field in type.fields {
      for column in field.columns {
        guard let text = texts[column.name.string] else { continue }
        if field.isSet {
          sets[column.name] = SetText.members(in: text)
        } else {
          cells[column.name] = .text(text)
        }
      }
    }
    return ImportRow(
      type: type, id: id, scope: scope, cells: cells, sets: sets,
      basis: try basis(texts[basisColumn] ?? "", of: id, type, line.number), line: line.number)
  }

  private static func basis(
    _ text: String, of id: RecordID?, _ type: RecordType, _ line: Int
  ) throws(ImportError) -> Basis? {
    guard !text.trimmed.isEmpty else { return nil }
    guard let id else { throw .damagedBasis(line, .checksum) }
    do {
      return try Basis(parsing: text.trimmed, for: RecordName(type.name, id))
    } catch {
      throw .damagedBasis(line, error)
    }
  }
}
