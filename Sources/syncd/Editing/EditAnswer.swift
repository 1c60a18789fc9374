import SyncCore
import SyncStore

/// What an edit wrote.
struct EditAnswer: Answer {
  let name: RecordName
  let key: RecordKey?
  let changes: [(scope: Scope, change: Change)]
  let written: [Written]
  let settled: [CellName: [Dot]]
  let kept: [CellName: [Dot]]
  /// What was done, as a verb in the past: `Wrote`, `Deleted`.
  var verb = "Wrote"

  init(name: RecordName, plan: RecordEditor.Plan?, written: [Written]) {
    self.name = name
    key = plan?.key
    changes = plan?.changes.map { ($0.0, $0.1) } ?? []
    self.written = written
    settled = plan?.settled ?? [:]
    kept = plan?.kept ?? [:]
  }

  var json: Value {
    .document([
      ("type", .text(name.type.text)), ("id", .text(name.id.text)),
      ("scope", .optional(key?.scope.string)), ("written", .array(written.map(\.json))),
      ("fields", .strings(cells.map(\.description))), (Text("settled"), Self.dots(settled)),
      (Text("kept"), Self.dots(kept)),
    ])
  }

  /// The cells that were written, each once, sorted.
  private var cells: [CellName] {
    let cells = changes.flatMap { entry in
      entry.change.allWrites.map(\.cell) + entry.change.replaces.map(\.cell)
    }
    return Set(cells).sorted()
  }

  func text(_ style: Style) -> String {
    guard let first = written.first, let key else {
      return "\(name) already stands so. Nothing was written."
    }
    let list = cells.map(\.description).joined(separator: ", ")
    var lines = ["\(verb) \(style.bold(name.description)) in \(key.scope) as \(first.dot): \(list)"]
    for (cell, dots) in settled.sorted(by: { $0.key < $1.key }) {
      let list = dots.map(\.description).joined(separator: ", ")
      lines.append("This settled \(cell): it replaces \(dots.count) values (\(list)).")
    }
    for (cell, dots) in kept.sorted(by: { $0.key < $1.key }) {
      let list = dots.map(\.description).joined(separator: ", ")
      lines.append("\(cell) also holds \(list), which you had not expected: both are kept.")
    }
    return lines.joined(separator: "\n")
  }

  private static func dots(_ dots: [CellName: [Dot]]) -> Value {
    .document(dots.map { ($0.key.text, .strings($0.value.map(\.description))) })
  }
}

extension Written {
  var json: Value {
    .document([
      ("scope", .text(scope.text)), ("dot", .text(dot.text)),
      ("author", .text(dot.author.text)), ("sequence", .integer(dot.sequence)),
      ("changes", .count(changes)),
    ])
  }
}

extension Value {
  /// A value in one short line for people: text bare, all else as JSON.
  var shown: String {
    switch self {
    case .null: "(empty)"
    case .text(let text): text.string.printable
    default: String(decoding: wire, as: UTF8.self)
    }
  }
}
