package import SyncCore

extension ImportRow {
  /// The cells that differ from what the person was shown, with their new values.
  ///
  /// A column whose text equals that of the shown value is not read at all, so a code or date that
  /// only a newer program knows goes through a sheet untouched. Line ends are compared alike: a
  /// spreadsheet changes them by itself. A unit keeps the members that the file does not name and
  /// those that this schema does not know. A set loses the shown members that the file leaves out.
  ///
  /// - Parameter shown: the values that the person was shown: those of the basis where there is
  ///   one, else those shown now. A set has one entry per member.
  /// - Returns: assignments in the order of their cells, each with its basis: the dots that the
  ///   file names for the cell, none where it names none, nil where it has no basis.
  package func assignments(
    shown: [CellName: Value]
  ) throws(ImportError) -> [Edit.Assignment] {
    var changes: [CellName: Value?] = [:]
    for field in type.fields {
      do throws(ContentError) {
        switch field.shape {
        case .plain: try addPlain(field, shown: shown, to: &changes)
        case .unit(let members): try addUnit(field, members, shown: shown, to: &changes)
        case .set: break
        }
      } catch {
        throw .content(line, error)
      }
      try addSet(field, shown: shown, to: &changes)
    }
    return changes.sorted { $0.key < $1.key }.map { cell, value in
      Edit.Assignment(cell, value, basis: basis.map { $0.dots[cell] ?? [] })
    }
  }

  private func addPlain(
    _ field: Field, shown: [CellName: Value], to changes: inout [CellName: Value?]
  ) throws(ContentError) {
    let cell = CellName(field.name)
    for column in field.columns {
      guard let change = try change(of: column, shown: shown[cell]) else { continue }
      changes.updateValue(change, forKey: cell)
    }
  }

  private func addUnit(
    _ field: Field, _ members: [Column], shown: [CellName: Value],
    to changes: inout [CellName: Value?]
  ) throws(ContentError) {
    let cell = CellName(field.name)
    var named: [FieldName: Value?] = [:]
    for column in members {
      guard let change = try change(of: column, shown: shown[cell]?[column.name.text]) else {
        continue
      }
      named.updateValue(change, forKey: column.name)
    }
    guard !named.isEmpty else { return }
    changes.updateValue(Catalogue.unitValue(shown: shown[cell], naming: named), forKey: cell)
  }

  /// Nil where the file does not name the column or says what was shown; else the new value, in
  /// which nil clears. Of what was erased nothing is shown, and nothing is there to be cleared.
  private func change(of column: Column, shown: Value?) throws(ContentError) -> Value?? {
    let before = shown == .null || shown == .erased ? nil : shown
    switch cells[column.name] {
    case nil:
      return nil
    case .text(let text):
      let old = before.map { FieldText.text(of: $0, kind: column.kind) } ?? ""
      if Text(old.withPlainLineEnds) == Text(text.withPlainLineEnds) { return nil }
      let value = try FieldText.value(of: text, for: column)
      return value == before ? nil : .some(value)
    case .value(let value):
      let new = value == .null ? nil : value
      return new == before ? nil : .some(new)
    }
  }

  private func addSet(
    _ field: Field, shown: [CellName: Value], to changes: inout [CellName: Value?]
  ) throws(ImportError) {
    guard let members = sets[field.name], let column = field.columns.first else { return }
    var wanted: Set<CellName> = []
    for member in members {
      guard let raw = CellName(field.name, member: member) else {
        throw .notAMember(line, column)
      }
      wanted.insert(shown[raw] == nil ? try cell(of: member, in: column) : raw)
    }
    for cell in wanted where shown[cell] == nil {
      changes.updateValue(.boolean(true), forKey: cell)
    }
    for cell in shown.keys where cell.field == field.name.string && !wanted.contains(cell) {
      changes.updateValue(nil, forKey: cell)
    }
  }

  private func cell(of member: Text, in column: Column) throws(ImportError) -> CellName {
    let cell: CellName?
    do throws(ContentError) {
      cell = try FieldText.cell(ofMember: member.string, in: column)
    } catch {
      throw .content(line, error)
    }
    guard let cell else { throw .notAMember(line, column) }
    return cell
  }
}

extension String {
  /// The text with every CRLF as LF.
  fileprivate var withPlainLineEnds: String {
    utf8.contains(UInt8(ascii: "\r")) ? replacing("\r\n", with: "\n") : self
  }
}
