import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SyncCore
import SyncExchange

/// Sends requests to one server and reads its answers: signed, within limits, without judgement of
/// what they say.
struct PeerLink: Sendable {
  let client: HTTPClient
  let settings: ClientSettings
  /// The server's address as Peers or the person gave it.
  let address: String
  /// Nil for the requests that need no signature.
  var signature: Signature?

  /// By whom and for whom requests are signed, and at what time, which decides nothing.
  struct Signature: Sendable {
    let signer: RequestSigner
    let receiver: String
    let now: @Sendable () -> Timestamp
  }

  /// Sends a request until it gets its answer, as often as the settings say.
  ///
  /// - Throws: `Trouble`.
  func ask<Reply: Message>(
    _ path: String, _ body: Body? = nil, for reply: Reply.Type = Reply.self
  ) async throws -> Reply {
    var attempts = Attempts(settings)
    while true {
      do {
        return try await send(path, body) { try await read($0) }
      } catch {
        try await attempts.wait(after: trouble(error))
      }
    }
  }

  /// Sends a request once and hands out the answer while it comes in.
  ///
  /// - Throws: `Trouble`, or what `take` throws.
  func send<Result>(
    _ path: String, _ body: Body?, _ take: (IncomingAnswer) async throws -> Result
  ) async throws -> Result {
    let began = ContinuousClock.now
    let request = try request(path, body)
    do {
      let response = try await client.execute(
        request, deadline: .now() + .init(settings.requestLimit))
      let answer = IncomingAnswer(
        response, address: address, limit: settings.requestLimit, began: began)
      guard response.status == .ok else { throw try await failure(answer) }
      return try await take(answer)
    } catch {
      let trouble = trouble(error)
      guard trouble.error.code == .certificateInvalid else { throw trouble }
      throw await CertificateProbe(address: address, limit: settings.connectLimit)
        .explained(trouble)
    }
  }

  /// What a failure means, told about this server.
  func trouble(_ error: any Error) -> Trouble {
    if Task.isCancelled { return .stopped(address) }
    return Trouble(error, address: address, settings: settings)
  }

  private func request(_ path: String, _ body: Body?) throws -> HTTPClientRequest {
    let target = address + path
    var request = HTTPClientRequest(url: target)
    request.method = body == nil ? .GET : .POST
    request.headers.add(name: "Accept-Encoding", value: "gzip")
    request.headers.add(name: "User-Agent", value: "syncd")
    if let body {
      request.headers.add(name: "Content-Type", value: body.mediaType)
      if body.isPacked { request.headers.add(name: "Content-Encoding", value: "gzip") }
      request.body = .bytes(ByteBuffer(bytes: body.bytes))
    }
    guard let signature else { return request }
    let fields = try signature.signer.headers(
      method: request.method.rawValue, target: target, receiver: signature.receiver,
      body: body?.bytes ?? [], at: signature.now())
    for (name, value) in fields { request.headers.add(name: name, value: value) }
    return request
  }

  private func read<Reply: Message>(_ answer: IncomingAnswer) async throws -> Reply {
    guard answer.mediaType == "application/json" else {
      throw Trouble.notUnderstood(
        address, "answers with \(Trouble.printable(answer.mediaType)) in place of JSON",
        hint: "See that `syncd serve` answers there itself, and no other program in its place.")
    }
    let bytes = try await answer.whole(limitBytes: ClientSettings.replyLimitBytes)
    do {
      return try Reply(decoding: bytes)
    } catch {
      throw Trouble.notUnderstood(
        address, "sent an answer that cannot be read: \(Trouble.printable(error.message))")
    }
  }

  private func failure(_ answer: IncomingAnswer) async throws -> Trouble {
    var problem: Problem?
    if answer.mediaType == Problem.mediaType {
      let bytes = try await answer.whole(limitBytes: ClientSettings.problemLimitBytes)
      problem = try? Problem(decoding: bytes)
    }
    return Trouble(
      status: answer.status, problem: problem,
      answer: Trouble.Answer(
        mediaType: answer.mediaType, location: answer.location,
        requestedPause: answer.requestedPause), address: address)
  }
}

extension PeerLink {
  /// What a request carries.
  struct Body: Sendable {
    let bytes: [UInt8]
    let mediaType: String
    let isPacked: Bool

    /// A message as JSON.
    static func message(_ message: some Message) -> Body {
      Body(bytes: message.encoded, mediaType: "application/json", isPacked: false)
    }
  }
}
