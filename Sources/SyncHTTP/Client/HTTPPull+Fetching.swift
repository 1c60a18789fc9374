import Logging
import SyncCore
import SyncExchange
import SyncStore
import SyncWire

extension HTTPPull {
  /// Asks for what a plan names and merges it batch by batch while it comes.
  ///
  /// - Throws: `Trouble` where the connection or the answer fails, or what the replica says. The
  ///   lines that came whole before that are merged.
  mutating func fetch(_ plan: RoundPlan) async throws {
    talk.exchange.logger.debug(
      "asking for changesets", metadata: ["changesets.count": "\(plan.changesets)"])
    let request = ChangesetsRequest(
      stretches: plan.stretches + plan.older, forkProofs: plan.forkProofs)
    let outlook = Outlook(plan)
    do {
      try await talk.link.send("/v1/changesets", .message(request)) { answer in
        try await read(answer, outlook)
      }
    } catch {
      try intake.flush(to: receiver(outlook))
      throw error
    }
    try intake.flush(to: receiver(outlook))
  }

  /// What may come in answer to a plan.
  struct Outlook {
    let logs: Set<LogName>
    /// A changeset for each that was asked for, and two headers for each fork.
    let linesLimit: Int

    init(_ plan: RoundPlan) {
      logs = Set((plan.stretches + plan.older).map(\.log)).union(plan.forkProofs)
      let older = plan.older.reduce(0) { $0 + $1.count }
      linesLimit = Int(clamping: plan.changesets + older) + 2 * plan.forkProofs.count
    }
  }

  private mutating func read(_ answer: IncomingAnswer, _ outlook: Outlook) async throws {
    guard answer.mediaType == "application/jsonl" else {
      throw Trouble.notUnderstood(
        talk.link.address,
        "sends \(Trouble.printable(answer.mediaType)) where changesets were asked for")
    }
    let receiver = receiver(outlook)
    var splitter = LineSplitter()
    var gate = ChangesetGate()
    var lines = 0
    try await answer.pieces(arrived: { bytes += $0 }) { piece in
      splitter.append(piece)
      while let line = splitter.next() {
        lines += 1
        guard lines <= outlook.linesLimit else { throw notAsked("more changesets") }
        try require(line, of: outlook)
        for line in try pass(line, &gate) {
          try intake.add(line, file: 0, place: talk.link.address, to: receiver)
        }
      }
      showProgress(lines, outlook)
    }
    guard splitter.finish() == nil else {
      throw Trouble.lost(talk.link.address, "the answer ends inside a line")
    }
  }

  private func pass(
    _ line: LineSplitter.Line, _ gate: inout ChangesetGate
  ) throws -> [LineSplitter.Line] {
    do {
      return try gate.pass(line)
    } catch {
      throw notAsked("something else than changesets")
    }
  }

  /// A changeset that can be read is one of those asked for: a peer hands out nothing else, least
  /// of all of a scope that is not for both. What cannot be read becomes evidence.
  private func require(_ line: LineSplitter.Line, of outlook: Outlook) throws {
    guard case .line(let bytes, _) = line, let changeset = try? Changeset.decode(bytes) else {
      return
    }
    guard outlook.logs.contains(changeset.header.log) else { throw notAsked("other changesets") }
  }

  private func notAsked(_ what: String) -> Trouble {
    .notUnderstood(talk.link.address, "sends \(what) than were asked for")
  }

  /// Merges batches, and keeps in mind which logs nothing more can come of.
  private func receiver(_ outlook: Outlook) -> Intake.Receiver {
    let (replica, name, now) = (talk.replica, talk.name, talk.exchange.now)
    return Intake.Receiver(
      receive: { try replica.receive($0, from: name, at: now()) },
      refuse: { try replica.refuse($0, evidence: $1, from: name, at: now()) })
  }

  private func showProgress(_ lines: Int, _ outlook: Outlook) {
    talk.exchange.progress(
      ExchangeProgress(
        peer: talk.name, step: .receiving, changesets: report.received, bytes: bytes,
        remaining: .changesets(max(outlook.linesLimit - lines, 0))))
  }
}
