import NIOCore

/// How fast one connection goes, and whether that is fast enough: pure, told the time.
struct ConnectionPace {
  /// What has to be done about the connection.
  enum Verdict: Equatable {
    case keep
    /// A body comes too slowly: its request is to be refused.
    case refuse
    /// Nobody is there, or an answer goes out too slowly.
    case close
  }

  private enum Phase {
    case awaitingHead(since: NIODeadline, within: Duration)
    case inRequest
    /// The last answer is out; what still comes is thrown away.
    case lingering(since: NIODeadline)
  }

  /// A body under way.
  private struct Stretch {
    let since: NIODeadline
    var bytes = 0
  }

  /// An answer under way. Its time is only what passes while bytes wait for the client.
  private struct Answering {
    var waitingSince: NIODeadline?
    var waited: Duration = .zero
    var bytesWaiting = 0
    var bytesTaken = 0
  }

  private let limits: ServerLimits
  private var phase: Phase
  private var body: Stretch?
  private var answer = Answering()

  init(limits: ServerLimits, at now: NIODeadline) {
    self.limits = limits
    phase = .awaitingHead(since: now, within: limits.headWithin)
  }

  var isInRequest: Bool { if case .inRequest = phase { true } else { false } }
  var isLingering: Bool { if case .lingering = phase { true } else { false } }

  mutating func beginRequest() { phase = .inRequest }

  /// The server wants the body now: from here on its time counts.
  mutating func beginBody(at now: NIODeadline) { body = Stretch(since: now) }
  mutating func take(bytes: Int) { body?.bytes += bytes }
  mutating func endBody() { body = nil }

  /// Bytes were given to the connection.
  mutating func queue(bytes: Int, at now: NIODeadline) {
    if answer.bytesWaiting == 0 { answer.waitingSince = now }
    answer.bytesWaiting += bytes
  }

  /// The connection has taken them.
  mutating func sent(bytes: Int, at now: NIODeadline) {
    answer.bytesWaiting -= bytes
    answer.bytesTaken += bytes
    guard answer.bytesWaiting <= 0, let since = answer.waitingSince else { return }
    answer.waited += .nanoseconds((now - since).nanoseconds)
    answer.waitingSince = nil
  }

  mutating func endRequest(at now: NIODeadline) {
    phase = .awaitingHead(since: now, within: limits.idleWithin)
    body = nil
    // What is still on its way to the client belongs to the next stretch of waiting.
    answer = Answering(
      waitingSince: answer.bytesWaiting > 0 ? now : nil, bytesWaiting: answer.bytesWaiting)
  }

  mutating func linger(since now: NIODeadline) {
    phase = .lingering(since: now)
    body = nil
  }

  func verdict(at now: NIODeadline) -> Verdict {
    switch phase {
    case .awaitingHead(let since, let within) where Self.span(since, now) > within: return .close
    case .lingering(let since) where Self.span(since, now) > limits.lingersFor: return .close
    default: break
    }
    let waited = answer.waited + (answer.waitingSince.map { Self.span($0, now) } ?? .zero)
    if isTooSlow(bytes: answer.bytesTaken, in: waited, within: limits.writeWithin) { return .close }
    guard let body else { return .keep }
    let isSlow = isTooSlow(
      bytes: body.bytes, in: Self.span(body.since, now), within: limits.readWithin)
    return isSlow ? .refuse : .keep
  }

  private func isTooSlow(bytes: Int, in span: Duration, within limit: Duration) -> Bool {
    if span > limit { return true }
    let counted = span - limits.rateGrace
    return counted > .zero && Double(bytes) < counted / .seconds(1) * Double(limits.bytesPerSecond)
  }

  private static func span(_ since: NIODeadline, _ now: NIODeadline) -> Duration {
    .nanoseconds((now - since).nanoseconds)
  }
}
