import Inspection
import SyncCore

extension Failure {
  /// The document that `--json` prints.
  var json: Value { .document([(Text("error"), members)]) }

  /// The failure itself as JSON.
  var members: Value {
    .document([
      ("code", .string(code)), ("message", .string(message)), ("hint", .string(hint)),
    ])
  }

  /// The lines for people.
  func text(_ style: Style) -> String {
    let first = style.alarm("Error: ") + message
    return hint.isEmpty ? first : first + "\n" + style.dim("Next: ") + hint
  }
}
