import Inspection
import SyncCore
import SyncStore

extension EditOutcome: Answer {
  var json: Value {
    .document([
      ("type", .text(name.type.text)), ("id", .text(name.id.text)),
      ("scope", .optional(key?.scope.string)), ("written", .array(written.map(\.json))),
      ("fields", .strings(cells.map(\.description))), (Text("settled"), Self.dots(settled)),
      (Text("kept"), Self.dots(kept)),
    ])
  }

  func text(_ style: Style) -> String {
    guard let first = written.first, let key else {
      return "\(name) already stands so. Nothing was written."
    }
    let list = cells.map(\.description).joined(separator: ", ")
    var lines = [
      "\(deed.told) \(style.bold(name.description)) in \(key.scope) as \(first.dot): \(list)"
    ]
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

extension EditOutcome.Deed {
  /// The deed as a verb in the past.
  fileprivate var told: String {
    switch self {
    case .wrote: "Wrote"
    case .added: "Added"
    case .deleted: "Deleted"
    case .restored: "Restored"
    case .moved: "Moved"
    case .settled: "Settled"
    case .undid(let dot): "Undid \(dot) on"
    }
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
