package import SyncCore
import SyncStore

extension NightlyReport {
  /// The document that `latest.json` holds and `--json` prints (Nightly.md describes it). Keys are
  /// only ever added.
  package var json: Value {
    .object([
      ("format", .integer(1)), ("began", .string(began.description)),
      ("ended", .string(ended.description)), ("stopped", .boolean(isStopped)),
      ("author", .text(author.text)), ("party", .string(party)),
      ("needs_person", .boolean(needsPerson)), ("todo", .array(needs.map(\.json))),
      ("peers", .array(peers.map(\.json))), ("regions", .array(regions.map(\.json))),
      (Text("conflicts"), conflictsJSON), (Text("quarantine"), quarantineJSON),
      ("waiting", .array(waiting.map(\.json))), ("held", .array(held.map(\.json))),
      ("forks", .array(forks.map { .object($0.name.members + [("sequence", .count($0.fork))]) })),
      (Text("lapsed_erasures"), .array(lapsedErasures.prefix(Self.listLimit).map(\.json))),
      (Text("check"), checkJSON),
    ])
  }

  private var conflictsJSON: Value {
    .object([
      ("open", .count(openConflicts)), ("new", .count(newConflictCount)),
      ("by_scope_and_type", .array(conflicts.map(\.json))),
      ("listed", .array(newConflicts.map(\.json))),
    ])
  }

  private var quarantineJSON: Value {
    let reasons = quarantine.map { tally in
      Value.object([("reason", .string(tally.reason)), ("count", .count(tally.count))])
    }
    return .object([("count", .count(quarantined)), ("by_reason", .array(reasons))])
  }

  private var checkJSON: Value {
    let listed = findings.prefix(Self.listLimit).map { finding in
      Value.object([
        ("severity", .string(finding.isError ? "error" : "warning")),
        ("code", .string(finding.code)), ("message", .string(finding.message)),
      ])
    }
    return .object([
      ("errors", .count(errors)), ("warnings", .count(findings.count - errors)),
      ("listed", .array(listed)),
    ])
  }
}

extension NightlyNeed {
  fileprivate var json: Value {
    .object([
      ("code", .string(code)), ("peer", .optional(peer)), ("message", .string(english)),
    ])
  }
}

extension NightlyPeer {
  fileprivate var json: Value {
    let isFolder = if case .folder = destination.place { true } else { false }
    return .object([
      ("peer", .string(name)), ("carrier", .string(isFolder ? "folder" : "http")),
      ("attempts", .count(attempts)), ("received", .count(report.received)),
      ("sent", .count(report.sent)),
      ("merged", .count(report.merged)), ("known", .count(report.known)),
      ("waiting", .count(report.waiting)), ("quarantined", .count(report.quarantined)),
      ("problems", .array(report.problems.prefix(NightlyReport.listLimit).map { .string($0) })),
      (Text("error"), report.error?.json ?? .null), (Text("proof"), proof.json),
    ])
  }
}

extension ExchangeError {
  fileprivate var json: Value {
    .object([
      ("code", .string(codeText)), ("message", .string(message)), ("hint", .string(hint)),
    ])
  }
}

extension ProofOutcome {
  /// The verdict, with the scopes that differ where some do.
  fileprivate var json: Value {
    let scopes: [Scope] =
      switch self {
      case .compared(.headsDiffer(let scopes)), .compared(.digestsDiffer(let scopes)): scopes
      default: []
      }
    let error: Value = if case .failed(let error) = self { error.json } else { .null }
    return .object([
      ("verdict", .string(code)), ("scopes", .array(scopes.map { .text($0.text) })),
      (Text("error"), error),
    ])
  }
}

extension NightlyRegion {
  fileprivate var json: Value {
    .object([
      ("party", .string(party)), ("name", .string(title)), ("lacks", .count(lacks)),
      ("leads", .count(leads)), ("last_contact", .optional(lastContact?.description)),
      (Text("newest"), newest?.json ?? .null),
    ])
  }
}

extension LatestChangeset {
  fileprivate var json: Value {
    .object([
      ("dot", .text(dot.text)), ("scope", .text(scope.text)),
      ("time", .string(claimed.description)), ("received", .string(received.description)),
    ])
  }
}
