import SyncCore
import SyncStore
import SyncWire

/// What happens to one changeset of a file, but where it is known already.
struct ChangesetFate {
  private let entry: Receipt.Entry

  /// Nil for a changeset that was here already.
  init?(_ entry: Receipt.Entry) {
    if case .known = entry.outcome { return nil }
    self.entry = entry
  }

  var isRefused: Bool {
    if case .refused = entry.outcome { true } else { false }
  }

  private var outcome: (name: String, message: String?) {
    switch entry.outcome {
    case .merged: ("merged", nil)
    case .known: ("known", nil)
    case .waiting: ("waiting", nil)
    case .held: ("held", nil)
    case .refused(let refusal): ("refused", refusal.message)
    }
  }

  var json: Value {
    .document([
      ("scope", .optional(entry.header?.scope.string)),
      ("dot", .optional(entry.header?.dot.description)),
      ("outcome", .string(outcome.name)), ("message", .optional(outcome.message)),
    ])
  }

  var line: String {
    let dot = entry.header.map { "\($0.dot) in \($0.scope)" } ?? "an unreadable line"
    return "  \(outcome.name): \(dot)" + (outcome.message.map { ". \($0)" } ?? "")
  }
}
