import Inspection
import SyncCore
import SyncExchange

/// What a night came to, on the command line.
struct NightlyAnswer: Answer {
  let report: NightlyReport

  var needsPerson: Bool { report.needsPerson }

  /// The same document as `latest.json`.
  var json: Value { report.json }

  func text(_ style: Style) -> String {
    var lines: [String] = []
    for need in report.needs { lines.append(style.alarm("To do: ") + need.english.printable) }
    if lines.isEmpty { lines.append(style.good("Nothing has to be done.")) }
    var table = TextTable()
    if !report.peers.isEmpty {
      table.add(all: ["peer", "received", "merged", "sent", "exchange", "states"])
    }
    for peer in report.peers {
      let outcome = peer.report
      table.add(
        peer.name, "\(outcome.received)", "\(outcome.merged)", "\(outcome.sent)",
        outcome.error.map { style.alarm($0.codeText) } ?? "done",
        peer.proof.code.replacing("_", with: " "))
    }
    lines.append(
      report.peers.isEmpty ? "Peers gives no place to exchange with." : table.text)
    for peer in report.peers {
      lines += peer.report.problems.map { "\(peer.name): \($0.printable)" }
    }
    return lines.joined(separator: "\n")
  }
}
