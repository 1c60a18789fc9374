import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOConcurrencyHelpers
import NIOCore
import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// Takes every request of the exchange from its head to its answer.
///
/// The order is the defence: route, place in line, signature over the header fields, type and
/// length of the body, body, hash of the body, and only then what it says.
struct ExchangeResponder: HTTPResponder {
  /// What Hummingbird knows of a request beside itself.
  struct Context: InitializableFromSource, Sendable {
    let channel: any Channel
    let logger: Logger

    init(source: ApplicationRequestContextSource) {
      channel = source.channel
      logger = source.logger
    }
  }

  let desk: ExchangeDesk
  let front: FrontDesk
  let admission: Admission
  let publicAddress: PublicAddress
  let now: @Sendable () -> Timestamp

  func respond(to request: Request, context: Context) async -> Response {
    let began = ContinuousClock.now
    let id = String(UInt64.random(in: .min ... .max), radix: 16)
    var logger = context.logger
    logger[metadataKey: "request.id"] = "\(id)"
    var body = IncomingBody(
      request, channel: context.channel, discardBytes: admission.limits.discardBytes)
    let path = publicAddress.path(of: request.head.path ?? "/")
    let route = ServerRoute(rawValue: path.plain)
    var place: Admission.Place?
    var answer: Answer
    do {
      answer = try await self.answer(
        request, path.full, route, body: &body, place: &place, logger: &logger)
    } catch {
      let problem = problem(for: error, id: id, logger: logger)
      answer = .problem(problem)
      if problem != .tooSlow { await body.discard() }
      if let route, answer.status == 405 { answer.set("Allow", route.method.rawValue) }
    }
    answer.set("X-Request-Id", id)
    // What was not read of the body cannot be told from the next request.
    if !body.isDone { answer.set("Connection", "close") }
    let (code, meters, facts) = (answer.status, desk.meters, logger)
    return answer.response(isHead: request.method == .head, holding: place) { isWhole in
      let span = ContinuousClock.now - began
      meters.answered(route: route?.path ?? "other", code: code, in: span)
      facts.debug(
        isWhole ? "Answered." : "An answer was cut off.",
        metadata: [
          "http.path": "\(route?.path ?? "other")", "http.status": "\(code)",
          "duration.milliseconds": "\(Int(span / .milliseconds(1)))",
        ])
    }
  }

  private func answer(
    _ request: Request, _ path: String, _ route: ServerRoute?, body: inout IncomingBody,
    place: inout Admission.Place?, logger: inout Logger
  ) async throws -> Answer {
    guard let route else { throw Problem.notFound }
    guard request.method == route.method else { throw Problem.methodNotAllowed(route) }
    guard route.isSigned else { return try await front.answer(route, packs: request.takesGzip) }
    let entered = try admission.enter()
    place = entered
    let opened = await desk.host.upToDate()
    let signed = try opened.gate.check(
      method: request.method.rawValue, target: publicAddress.address + path,
      fields: request.headers)
    logger[metadataKey: "peer.author"] = "\(signed.author)"
    logger[metadataKey: "signature.created"] = "\(signed.created.map { "\($0)" } ?? "none")"
    try entered.claim(
      for: signed.party.name, isPush: route == .push, within: admission.limits)
    try body.requireType(route.bodyType)
    let limit = route == .push ? admission.limits.pushBytes : admission.limits.questionBytes
    let whole = try await body.read(limitBytes: limit)
    try signed.requireBody(digest: whole.digest)
    return try await desk.answer(
      route,
      ExchangeDesk.Visit(
        view: SharedView(replica: opened.replica, own: opened.own, peer: signed.party),
        body: whole, packs: request.takesGzip, time: now()))
  }

  /// What the other side is told of a failure; the whole of one that is ours goes to the log.
  private func problem(for error: any Error, id: String, logger: Logger) -> Problem {
    let problem =
      error as? Problem ?? (error as? StoreError).flatMap { Problem($0) }
      ?? .internal(requestID: id)
    if problem.code == "internal" {
      logger.error("A request failed.", metadata: ["error.message": "\(error)"])
    } else {
      logger.info(
        "A request was refused.",
        metadata: ["problem.code": "\(problem.code)", "problem.detail": "\(problem.detail)"])
    }
    return problem
  }
}

extension Request {
  /// Whether the client takes answers packed with gzip (RFC 9110 section 12.5.3).
  var takesGzip: Bool {
    (headers[.acceptEncoding] ?? "").split(separator: ",").contains { entry in
      let parts = entry.lowercased().filter { $0 != " " }.split(separator: ";")
      guard let name = parts.first, name == "gzip" || name == "*" else { return false }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
      return weight.flatMap { Double($0.dropFirst(2)) } != 0
    }
  }
}
