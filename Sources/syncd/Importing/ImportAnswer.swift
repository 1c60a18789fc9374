import Catalogue
import Inspection
import SyncCore
import SyncStore

/// What an import counted while it went through its file.
struct ImportTally {
  var records = 0
  var created = 0
  var changed = 0
  var cells = 0
  /// Values of the file that stand back because a cell holds another one.
  var skipped = 0
  private(set) var warnings: [String] = []
  private var refusals: [(line: Int, code: String, message: String)] = []

  /// How many faults one failure tells.
  static let shownLimit = 20

  mutating func add(_ change: Change, isNew: Bool) {
    if isNew { created += 1 } else { changed += 1 }
    cells += Set(change.writes.map(\.cell) + change.replaces.map(\.cell)).count
  }

  mutating func warn(_ message: String) {
    warnings.append(message)
  }

  mutating func judge(_ problems: [ContentProblem], line: Int) {
    for problem in problems {
      switch problem.severity {
      case .warning: warnings.append(problem.message)
      case .refusal: refusals.append((line, problem.code, problem.message))
      }
    }
  }

  /// Notes why a record cannot be written.
  mutating func oppose(_ error: StoreError, line: Int) {
    refusals.append((line, error.code.rawValue, error.message + " " + error.hint))
  }

  /// - Throws: everything that was refused, with its lines.
  func requireUnopposed(rowName: String) throws {
    guard let first = refusals.first else { return }
    var lines = refusals.prefix(Self.shownLimit).map { "\(rowName) \($0.line): \($0.message)" }
    if refusals.count > lines.count { lines.append("And \(refusals.count - lines.count) more.") }
    throw Failure(
      first.code, lines.joined(separator: "\n"),
      hint: "Nothing of the file was written. Correct it and import it again.")
  }
}

/// What an import did, or would do.
struct ImportAnswer: Answer {
  let tally: ImportTally
  let written: [Written]
  let isTrial: Bool

  var warnings: [String] { Array(tally.warnings.prefix(ImportTally.shownLimit)) }

  var json: Value {
    .document([
      ("records", .count(tally.records)), ("created", .count(tally.created)),
      ("changed", .count(tally.changed)), ("cells", .count(tally.cells)),
      ("skipped", .count(tally.skipped)), ("dry_run", .boolean(isTrial)),
      (Text("written"), .array(written.map(\.json))),
    ])
  }

  func text(_ style: Style) -> String {
    var lines: [String] = []
    if written.isEmpty {
      lines.append("All \(tally.records) records stand so already. Nothing was written.")
    } else {
      let verb = isTrial ? "Would write" : "Wrote"
      lines.append(
        "\(verb) \(String.count(tally.cells, "cell")) of \(tally.records) records:"
          + " \(tally.created) new, \(tally.changed) changed, in"
          + " \(String.count(written.count, "changeset")).")
    }
    if tally.skipped > 0 {
      lines.append(
        "\(String.count(tally.skipped, "value")) stood back: the cell holds another one."
          + " --overwrite writes them all the same.")
    }
    if isTrial { lines.append("Nothing was written: this was a dry run.") }
    return lines.joined(separator: "\n")
  }
}
