import Inspection
import SyncCore
import SyncStore

/// What was erased, and what cannot be.
struct ErasedAnswer: Answer {
  let erased: RecordEditor.Erased

  private var outcome: ErasureOutcome { erased.outcome }

  var json: Value {
    .document([
      ("type", .text(erased.key.type.text)), ("id", .text(erased.key.id.text)),
      ("scope", .text(erased.key.scope.text)), ("field", .text(erased.cell.text)),
      ("written", .array(outcome.written.map(\.json))), ("erased", .count(outcome.erased)),
      ("erased_again", .count(outcome.renewed)), ("already_erased", .count(outcome.already)),
      ("waits_for_clearing", .boolean(outcome.waitsForScrub)),
    ])
  }

  func text(_ style: Style) -> String {
    let place = "\(erased.cell) of \(style.bold(erased.key.name.description))"
    let writes = outcome.already == 1 ? "1 write" : "\(outcome.already) writes"
    guard let first = outcome.written.first else {
      return "\(place) in \(erased.key.scope) was erased before (\(writes)). Nothing was written."
    }
    let values = String.count(outcome.erased, "value")
    var lines = ["Erased \(values) of \(place) in \(erased.key.scope) as \(first.dot)."]
    if outcome.renewed > 0 {
      lines.append(
        "Of \(String.count(outcome.renewed, "write")) the value was gone by a changeset that"
          + " counts no more; that was said again, for those who had not heard of it.")
    }
    if !erased.columns.isEmpty {
      lines.append("It is one unit: \(erased.columns.joined(separator: ", ")).")
    }
    if outcome.already > 0 { lines.append("Of \(writes) the value was gone before.") }
    lines.append("Everybody who holds it erases it at their next sync; begin with: syncd sync.")
    if outcome.waitsForScrub {
      lines.append(
        style.alarm(
          "Another process uses the replica: free space in its file still holds the bytes."
            + " They are cleared when a command runs without the other one."))
    }
    lines.append(
      style.alarm(
        "Files that were mailed or copied, backups and sticks cannot be recalled:"
          + " ask who has them to delete them."))
    return lines.joined(separator: "\n")
  }
}
