import Logging
import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// Gives a server what it lacks and may have, batch by batch.
///
/// Memory: one batch, and the same packed.
struct HTTPPush {
  let talk: PeerTalk
  var report: ExchangeReport
  /// What the peer holds, as far as seen; what it takes is added.
  var view: PeerView
  /// How much the next request may carry; less than the setting where something on the way has
  /// refused a larger one.
  var limit: BatchLimit
  /// Logs of which the peer refused something, or of which a changeset did not get through.
  var ended: Set<LogName> = []
  /// Why the peer refused lines: the first sentence for each code, and how many there were.
  var refusals: [String: (message: String, count: Int)] = [:]
  private var rest = 0
  private var bytes = 0

  init(_ talk: PeerTalk, view: PeerView, report: ExchangeReport) {
    self.talk = talk
    self.view = view
    self.report = report
    limit = talk.link.settings.batch
  }

  /// Pushes until nothing is left to offer.
  ///
  /// - Throws: `ExchangeError`, or what the replica says; the batches before it are with the peer.
  mutating func run() async throws {
    let plan = try plan()
    rest = Int(clamping: plan.changesets)
    var offers = Offers(plan, beside: view.standings, from: talk.replica)
    defer { noteRefusals() }
    while true {
      let batch = try offers.next(within: limit) { !ended.contains($0) }
      if batch.isEmpty {
        if let damage = offers.damage { throw damage }
        return
      }
      try await push(batch)
    }
  }

  /// What to offer: nothing of what the peer has said to refuse. Where its log does not continue
  /// ours, it is shown our changeset at its head, so that it learns of the fork.
  private func plan() throws -> RoundPlan {
    let ours = try talk.standings()
    let theirs = view.standings
    let places = theirs.mapValues { Set([$0.head.sequence]) }
    let hashes = try talk.replica.headerHashes(at: places).compactMapValues { $0.values.first }
    var plan = RoundPlan(
      taker: theirs, giver: ours.filter { !view.refuses.contains($0.key) }, hashes: hashes,
      isStranger: { _ in false })
    plan.replaceStretches { stretch in
      guard let mark = stretch.mark, hashes[stretch.log] != mark else { return stretch }
      return RoundPlan.Stretch(
        log: stretch.log, after: stretch.after - 1, through: stretch.after, mark: nil)
    }
    return plan
  }

  /// Sends a batch; where it is too large for something on the way, its halves.
  private mutating func push(_ lines: [PushLine]) async throws {
    let lines = lines.filter { !ended.contains($0.log) }
    guard let first = lines.first else { return }
    let body = PeerLink.Body(
      bytes: try lines.packed(), mediaType: "application/jsonl", isPacked: true)
    do {
      let reply: PushReply = try await talk.link.ask("/v1/push", body)
      bytes += body.bytes.count
      try take(reply, of: lines)
    } catch let trouble as Trouble where trouble.status == 413 {
      guard lines.count > 1 else { return tooLarge(first, packedBytes: body.bytes.count) }
      limit.bytes = max(lines.sizeBytes / 2, 1)
      limit.changesets = max(lines.count / 2, 1)
      try await push(Array(lines[..<(lines.count / 2)]))
      try await push(Array(lines[(lines.count / 2)...]))
    }
  }

  private mutating func take(_ reply: PushReply, of lines: [PushLine]) throws {
    guard reply.results.count == lines.count else {
      throw Trouble.notUnderstood(
        talk.link.address,
        "says of \(reply.results.count) changesets what became of them; \(lines.count) were sent"
      ).error
    }
    for (line, result) in zip(lines, reply.results) { take(result, of: line) }
    rest -= lines.count
    talk.exchange.progress(
      ExchangeProgress(
        peer: talk.name, step: .sending, changesets: report.sent, bytes: bytes,
        remaining: .changesets(max(rest, 0))))
  }

  private mutating func take(_ result: PushReply.Result, of line: PushLine) {
    if result.fate == .refused {
      // Evidence of a fork is refused as a changeset; that is how the peer takes it.
      if line.purpose == .evidence, result.code == "fork" { return report.sent += 1 }
      ended.insert(line.log)
      let code = Trouble.printable(result.code ?? "refused")
      let message = refusals[code]?.message ?? Trouble.printable(result.message ?? "")
      refusals[code] = (message, (refusals[code]?.count ?? 0) + 1)
      return
    }
    report.sent += 1
    guard line.purpose == .changeset, result.fate != .waiting else { return }
    let known = view.standings[line.log]
    guard line.head.sequence > known?.head.sequence ?? 0 else { return }
    view.standings[line.log] = LogStanding(
      log: line.log, head: line.head, fork: known?.fork, end: known?.end)
  }
}
