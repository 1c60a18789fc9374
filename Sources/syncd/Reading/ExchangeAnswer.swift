import Inspection
import SyncCore
import SyncExchange
import SyncStore

/// What came of exchanges with some peers, or of some files.
struct ExchangeAnswer: Answer {
  /// One peer's exchange.
  struct Part {
    let report: ExchangeReport
    /// Conflicts that were not there before and are open now. The report counts those too that
    /// the same exchange settled again.
    let newConflicts: Int

    var needsPerson: Bool {
      report.error != nil || report.quarantined > 0 || newConflicts > 0
    }
  }

  let parts: [Part]
  /// Whether a person has to look at what is open here, whoever brought it.
  var openConflicts = 0
  /// Further members of the JSON document.
  var details: [(Text, Value)] = []
  /// Further lines for people.
  var lines: [String] = []

  var needsPerson: Bool { parts.contains { $0.needsPerson } }

  var json: Value {
    .document(
      [
        ("peers", .array(parts.map(\.json))), ("open_conflicts", .count(openConflicts)),
      ] + details)
  }

  func text(_ style: Style) -> String {
    guard !parts.isEmpty else { return "There is no peer to exchange with." }
    var lines = parts.flatMap { $0.lines(style) } + self.lines
    if openConflicts > 0 {
      lines.append(
        style.alarm(.count(openConflicts, "open conflict")) + ": see them with syncd conflicts")
    }
    return lines.joined(separator: "\n")
  }
}

extension ExchangeAnswer.Part {
  /// As `pull`, `push`, `sync` and `apply` print it.
  var json: Value {
    .document([
      ("peer", .string(report.peer)), ("received", .count(report.received)),
      ("sent", .count(report.sent)),
      ("merged", .count(report.merged)), ("known", .count(report.known)),
      ("waiting", .count(report.waiting)),
      ("quarantined", .count(report.quarantined)), ("new_conflicts", .count(newConflicts)),
      ("problems", .strings(report.problems)),
      ("error", report.error.map { Failure($0).members } ?? .null),
    ])
  }

  func lines(_ style: Style) -> [String] {
    var parts = [
      "received \(report.received)", "merged \(report.merged)", "known \(report.known)",
      "sent \(report.sent)",
    ]
    if report.waiting > 0 { parts.append("waiting \(report.waiting)") }
    if report.quarantined > 0 { parts.append(style.alarm("quarantined \(report.quarantined)")) }
    if newConflicts > 0 { parts.append(style.alarm("new conflicts \(newConflicts)")) }
    var lines = ["\(style.bold(report.peer)): " + parts.joined(separator: ", ")]
    lines += report.problems.map { "  " + $0 }
    if let error = report.error { lines.append("  " + Failure(error).text(style)) }
    return lines
  }
}
