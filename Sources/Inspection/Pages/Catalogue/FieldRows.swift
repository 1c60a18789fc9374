import Catalogue
import SyncCore
import SyncStore

/// Every field of a record with who wrote it: the declared ones in their order, then the others.
struct FieldRows {
  let visit: Visit
  let current: RecordCase
  let names: RecordNames

  private var record: ShownRecord { current.record }
  private var labels: Labels { visit.labels }

  func context() throws -> [String: Any] {
    let declared = try (current.type?.fields ?? []).map(row)
    let others = otherRows
    return [
      "rows": declared, "has_rows": !declared.isEmpty, "others": others,
      "has_others": !others.isEmpty,
    ]
  }

  // MARK: Declared fields

  private func row(_ field: Field) throws -> [String: Any] {
    var row = frame(field.name.string, labels.field(field.name, field.label))
    switch field.shape {
    case .plain(let kind):
      let column = Column(field.name, field.label, kind)
      row["value"] = try text(record.value(of: column, in: field), kind)
      row.merge(standing(of: CellName(field.name))) { $1 }
    case .unit(let columns):
      let shown = try columns.map { column -> [String: Any] in
        let value = record.value(of: column, in: field)
        return [
          "label": labels.field(column.name, column.label),
          "value": try text(value, column.kind) ?? [:], "is_empty": value == .null,
        ]
      }
      if record.state[CellName(field.name)] != nil { row["unit"] = ["columns": shown] }
      row.merge(standing(of: CellName(field.name))) { $1 }
    case .set(let kind):
      let members = try record.members(of: field).compactMap { try member($0, field, kind) }
      if !members.isEmpty { row["set"] = ["members": members] }
    }
    // A field without a live cell was never written; only members of sets can leave.
    row["has_history"] = field.isSet || record.state[CellName(field.name)] != nil
    row["is_empty"] = row["value"] == nil && row["unit"] == nil && row["set"] == nil
    return row
  }

  private func member(_ text: Text, _ field: Field, _ kind: FieldKind) throws -> [String: Any]? {
    guard let cell = CellName(field.name, member: text) else { return nil }
    var member: [String: Any] = try self.text(.text(text), kind) ?? [:]
    member.merge(standing(of: cell)) { $1 }
    return member
  }

  private func frame(_ name: String, _ label: String) -> [String: Any] {
    [
      "label": label, "name": name, "has_history": true,
      "history": PageLink.record(current.key).with("falt", name).description + "#historik",
    ]
  }

  /// Who wrote what is live in a cell, and whether it has to be settled.
  private func standing(of cell: CellName) -> [String: Any] {
    guard let live = record.state[cell] else { return [:] }
    let blame = BlameContext(visit: visit, scope: current.key.scope)
    var standing: [String: Any] = ["blames": blame.live(live, current.writes)]
    if record.conflicts.contains(where: { $0.cell == cell }) {
      standing["conflict"] = [
        "href": PageLink.conflict(current.key, cell).description,
        "text": visit.words("record_values", "\(live.siblings.count)"),
      ]
    } else if live.siblings.count > 1 {
      standing["agreed"] = visit.words("record_values_agreed", "\(live.siblings.count)")
    }
    return standing
  }

  // MARK: Values

  /// How many bytes of a text are shown without unfolding.
  private static let shortBytes = 600
  private static let startCharacters = 300

  /// A value as text, folded where it is long, with the link of what it names; nil where it is
  /// empty.
  private func text(_ value: Value, _ kind: FieldKind) throws -> [String: Any]? {
    guard value != .null else { return nil }
    if let name = Self.named(value, kind) { return try names.context(name) }
    return Self.folded(FieldText.label(of: value, kind: kind))
  }

  private static func folded(_ text: String) -> [String: Any] {
    guard text.utf8.count > shortBytes else { return ["text": text] }
    return ["whole": text, "start": text.prefix(startCharacters) + "…", "size": text.count]
  }

  /// The record that a value names: by its id, or as `type/id` with or without a digest.
  private static func named(_ value: Value, _ kind: FieldKind) -> RecordName? {
    guard let text = value.asText else { return nil }
    if case .reference(let type) = kind {
      return RecordID(text.string).map { RecordName(type, $0) }
    }
    guard let name = Approval(text)?.record ?? RecordName(path: text.string),
      Catalogue.schema[name.type] != nil
    else { return nil }
    return name
  }

  // MARK: Other cells

  /// What no column shows: fields that nobody here declared, and values of another JSON type.
  private var otherRows: [[String: Any]] {
    record.otherCells(of: current.type).map { text, value in
      var row = frame(text.string, text.string)
      guard let cell = CellName(text) else { return row }
      row["history"] =
        PageLink.record(current.key).with("falt", cell.field).description + "#historik"
      row["value"] = Self.folded(value.asText?.string ?? value.shown)
      row.merge(standing(of: cell)) { $1 }
      return row
    }
  }
}
