import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// `POST /v1/changesets`: what the asker lacks. The answer is JSON Lines, one changeset a line, the
/// stretches and proofs in the order asked for.
struct ChangesetsRequest: Message, Hashable {
  let stretches: [RoundPlan.Stretch]
  /// The logs whose fork is to be proven, by two signed headers each.
  let forkProofs: [LogName]

  init(stretches: [RoundPlan.Stretch], forkProofs: [LogName]) {
    self.stretches = stretches
    self.forkProofs = forkProofs
  }

  init(_ place: MessagePlace) throws(MessageError) {
    var stretches: [RoundPlan.Stretch] = []
    for element in try place.required("stretches").elements() {
      let stretch = RoundPlan.Stretch(
        log: try element.log(), after: try element.required("after").count(),
        through: try element.required("through").count(),
        mark: try element.optional("mark")?.hash())
      guard stretch.after < stretch.through else {
        throw MessageError(message: "\(element.path).through must be above after.")
      }
      stretches.append(stretch)
    }
    self.stretches = stretches
    var forkProofs: [LogName] = []
    for element in try place.optional("fork_proofs")?.elements() ?? [] {
      forkProofs.append(try element.log())
    }
    self.forkProofs = forkProofs
  }

  var value: Value {
    .object([
      ("stretches", .array(stretches.map(\.value))),
      ("fork_proofs", .array(forkProofs.map { .object($0.members) })),
    ])
  }
}

extension RoundPlan.Stretch {
  fileprivate var value: Value {
    var members = log.members
    members += [("after", .integer(after)), ("through", .integer(through))]
    if let mark { members.append(("mark", .string(mark.description))) }
    return .object(members)
  }
}

/// The answer to `POST /v1/push`: what became of each line, in their order.
struct PushReply: Message, Hashable {
  /// One line's fate.
  struct Result: Hashable {
    /// The changeset, where the line could be read that far.
    let log: LogName?
    let sequence: Int64?
    let fate: Fate
    /// Why it was refused: the code and the sentence that the receiver's quarantine has.
    let code: String?
    let message: String?
  }

  /// What can become of a line (DESIGN section 6).
  enum Fate: String, Hashable {
    case merged, known, waiting, held, refused
  }

  let results: [Result]

  init(results: [Result]) {
    self.results = results
  }

  init(_ receipt: Receipt) {
    results = receipt.entries.map { entry in
      let (fate, refusal): (Fate, Refusal?) =
        switch entry.outcome {
        case .merged: (.merged, nil)
        case .known: (.known, nil)
        case .waiting: (.waiting, nil)
        case .held: (.held, nil)
        case .refused(let refusal): (.refused, refusal)
        }
      return Result(
        log: entry.header?.log, sequence: entry.header?.sequence, fate: fate, code: refusal?.code,
        message: refusal?.message)
    }
  }

  init(_ place: MessagePlace) throws(MessageError) {
    var results: [Result] = []
    for element in try place.required("results").elements() {
      let isNamed = try element.optional("sequence") != nil
      results.append(
        Result(
          log: isNamed ? try element.log() : nil,
          sequence: try element.optional("sequence")?.count(),
          fate: try element.required("outcome").form("an outcome") { Fate(rawValue: $0) },
          code: try element.optional("code")?.string(),
          message: try element.optional("message")?.string()))
    }
    self.results = results
  }

  var value: Value { .object([("results", .array(results.map(\.value)))]) }
}

extension PushReply.Result {
  fileprivate var value: Value {
    var members = log?.members ?? []
    members.append(("outcome", .string(fate.rawValue)))
    if let sequence { members.append(("sequence", .integer(sequence))) }
    if let code { members.append(("code", .string(code))) }
    if let message { members.append(("message", .string(message))) }
    return .object(members)
  }
}

/// The answer to `GET /v1/proof`, for the scopes that both sides may have.
struct ProofReply: Message, Hashable {
  let proof: StateProof

  init(_ proof: StateProof) {
    self.proof = proof
  }

  init(_ place: MessagePlace) throws(MessageError) {
    var scopes: [Scope: StateProof.ScopeProof] = [:]
    for (key, entry) in try place.required("scopes").members() {
      guard let scope = Scope(key.string) else {
        throw MessageError(message: "\(entry.path) is no scope.")
      }
      scopes[scope] = StateProof.ScopeProof(
        heads: try entry.required("heads").hash(), digest: try entry.required("digest").hash())
    }
    proof = StateProof(
      format: try place.required("format").count(), rights: try place.required("rights").hash(),
      scopes: scopes)
  }

  var value: Value {
    let scopes = proof.scopes.map { scope, entry in
      (
        scope.text,
        Value.object([
          ("heads", .string(entry.heads.description)),
          ("digest", .string(entry.digest.description)),
        ])
      )
    }
    return .object([
      ("format", .integer(proof.format)), ("rights", .string(proof.rights.description)),
      ("scopes", .object(scopes)),
    ])
  }
}
