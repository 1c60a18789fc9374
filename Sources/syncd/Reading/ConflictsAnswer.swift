import Catalogue
import Inspection
import SyncCore
import SyncStore

/// Open conflicts, with everything a person needs to settle them.
struct ConflictsAnswer: Answer {
  let conflicts: [OpenConflict]
  /// Whether long texts are compared paragraph by paragraph.
  var isDetailed = false

  var json: Value {
    .document([("conflicts", .array(conflicts.map(\.json)))])
  }

  func text(_ style: Style) -> String {
    guard !conflicts.isEmpty else { return "No open conflicts." }
    let blocks = conflicts.map { text(of: $0, style) }
    return blocks.joined(separator: "\n\n") + "\n\n"
      + style.dim(.count(conflicts.count, "conflict"))
  }

  private func text(of open: OpenConflict, _ style: Style) -> String {
    let cell = open.conflict.cell
    let type = Catalogue.schema[open.key.type]
    let label = type?.field(named: cell.field).map { " (\($0.label))" } ?? ""
    var lines = [
      style.bold("\(open.key.name) \(cell)") + label + " in \(open.key.scope)"
        + style.dim(", here since \(open.noticed)")
    ]
    let limit = isDetailed ? Int.max : Self.valueCharacters
    let base = open.base.map { told($0, cell, type) } ?? "(nothing)"
    var table = TextTable(indent: "  ")
    table.add("", "written over", "", "", base.shortened(to: limit))
    for sibling in open.conflict.siblings {
      let origin = open.origins[sibling.dot]
      let mark = sibling.dot == open.conflict.provisional ? style.good("shown") : ""
      let late = origin?.isClaimedLate == true ? "clock ahead" : ""
      let message = origin?.message.map { "\"\($0.printable.shortened(to: 60))\"" } ?? ""
      table.add(
        mark, sibling.dot.description, origin?.person?.printable ?? "", sibling.time.description,
        [told(sibling.value, cell, type).shortened(to: limit), message, late]
          .filter { !$0.isEmpty }.joined(separator: "  "))
    }
    lines.append(table.text)
    if isDetailed { lines += differences(open, type, style) }
    let dot = open.conflict.provisional
    lines.append(
      style.dim("  settle: syncd resolve \(open.key.name) \(cell) --take \(dot) --reason '…'"))
    return lines.joined(separator: "\n")
  }

  /// How many characters of a value the list shows.
  private static let valueCharacters = 80

  /// The paragraphs of long texts that each sibling took out or put in.
  private func differences(_ open: OpenConflict, _ type: RecordType?, _ style: Style) -> [String] {
    guard case .plain(.longText) = type?.field(named: open.conflict.cell.field)?.shape else {
      return []
    }
    let base = open.base?.asText?.string.printable ?? ""
    return open.conflict.siblings.flatMap { sibling -> [String] in
      let text = sibling.value.asText?.string.printable ?? ""
      let lines = ParagraphDifference(from: base, to: text).lines(style)
      return ["  \(sibling.dot) against what it was written over:"] + lines.map { "    " + $0 }
    }
  }

  private func told(_ value: Value, _ cell: CellName, _ type: RecordType?) -> String {
    CellText.told(value, cell: cell, type: type)
  }
}

extension OpenConflict {
  /// As `syncd conflicts --json` lists it.
  var json: Value {
    .document([
      ("type", .text(key.type.text)), ("id", .text(key.id.text)),
      ("scope", .text(key.scope.text)), ("field", .text(conflict.cell.text)),
      ("base", base ?? .null), ("noticed", .string(noticed.description)),
      ("siblings", .array(conflict.siblings.map(json))),
    ])
  }

  private func json(of sibling: Sibling) -> Value {
    let origin = origins[sibling.dot]
    return .document([
      ("dot", .text(sibling.dot.text)), ("author", .text(sibling.dot.author.text)),
      ("person", .optional(origin?.person)), ("time", .string(sibling.time.description)),
      ("message", .optional(origin?.message)), ("reason", .optional(origin?.reason)),
      (Text("value"), sibling.value),
      ("provisional", .boolean(sibling.dot == conflict.provisional)),
      ("claimed_late", .boolean(origin?.isClaimedLate ?? false)),
    ])
  }
}
