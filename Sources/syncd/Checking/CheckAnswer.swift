import Inspection
import SyncCore

/// What `check` found, errors first.
struct CheckAnswer: Answer {
  let findings: [CheckFinding]

  init(findings: [CheckFinding]) {
    self.findings =
      findings.filter { $0.weight == .error } + findings.filter { $0.weight == .warning }
  }

  private var errors: Int { findings.count { $0.weight == .error } }

  var needsPerson: Bool { errors > 0 }

  var json: Value {
    .document([
      ("ok", .boolean(errors == 0)), (Text("findings"), .array(findings.map(\.json))),
    ])
  }

  func text(_ style: Style) -> String {
    guard !findings.isEmpty else { return style.good("Nothing doubtful was found.") }
    let lines = findings.map { finding in
      let weight = finding.weight.rawValue
      let label = finding.weight == .error ? style.alarm(weight) : weight
      return "\(label) \(style.bold(finding.code))  \(finding.message)"
    }
    let count =
      String.count(errors, "error") + ", "
      + String.count(findings.count - errors, "warning")
    return (lines + [style.dim(count)]).joined(separator: "\n")
  }
}

extension CheckFinding {
  var json: Value {
    .document([
      ("severity", .string(weight.rawValue)), ("code", .string(code)),
      ("type", .optional(key?.type.string)), ("id", .optional(key?.id.string)),
      ("scope", .optional(key?.scope.string)), ("field", .optional(cell?.description)),
      ("message", .string(message)),
    ])
  }
}
