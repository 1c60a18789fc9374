import Catalogue
import Inspection
import SyncCore
import SyncStore

/// The visible records of one type.
struct ListAnswer: Answer {
  let type: RecordType
  let records: [ShownRecord]

  var json: Value {
    .document([("records", .array(records.map { ShownAnswer(record: $0).listed }))])
  }

  func text(_ style: Style) -> String {
    guard !records.isEmpty else { return "No \(type.name) yet." }
    let columns = shownColumns
    var table = TextTable()
    table.add(all: (["id", "scope"] + columns.map(\.1.label)).map { style.bold($0) })
    for record in records {
      let cells = columns.map { field, column in
        record.text(of: column, in: field).shortened(to: Self.cellCharacters)
      }
      let mark = record.conflicts.isEmpty ? "" : style.alarm(" !")
      table.add(all: [record.key.id.string + mark, record.key.scope.string] + cells)
    }
    return table.text + "\n" + style.dim(.count(records.count, "record"))
  }

  /// How wide a cell of the list is.
  private static let cellCharacters = 48
  /// How many columns beside id and scope the list has.
  private static let columnsLimit = 3

  /// The first short columns that hold something.
  private var shownColumns: [(Field, Column)] {
    let short = type.fields.filter { !$0.isSet }.flatMap { field in
      field.columns.filter { $0.kind != .longText }.map { (field, $0) }
    }
    let filled = short.filter { field, column in
      records.contains { !$0.text(of: column, in: field).isEmpty }
    }
    return Array(filled.prefix(Self.columnsLimit))
  }
}

extension ShownAnswer {
  /// The record as it stands in a list: without what needs a look at other records.
  var listed: Value {
    guard case .object(let members) = json else { return json }
    let dropped: [Text] = ["approvals", "changed_since_approval"]
    return .document(
      members.entries.filter { !dropped.contains($0.key) }.map { ($0.key, $0.value) })
  }
}

/// A sheet that was written.
struct SheetAnswer: Answer {
  let path: String
  let count: Int

  var json: Value {
    .document([("file", .string(path)), ("count", .count(count))])
  }

  func text(_ style: Style) -> String {
    "Wrote \(String.count(count, "record")) to \(path). Edit it, then: syncd import \(path)"
  }
}
