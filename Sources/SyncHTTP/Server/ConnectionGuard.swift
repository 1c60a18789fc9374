import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import SyncExchange

/// Watches one connection: cuts it off where it goes too slowly, answers what is no HTTP, says
/// `100 Continue` once the body is wanted, and closes in an orderly way behind a refusal.
///
/// Hummingbird puts it behind the HTTP codec, so it sees parts, not bytes; its own idle timeout is
/// not used, because a single byte resets it. `ConnectionPace` decides, this carries out.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Sent down the pipeline when the body of the request is about to be read.
  struct BodyWanted: Sendable {}

  /// What the reader of a body meets when the connection was too slow.
  struct TooSlow: Error {}

  private let limits: ServerLimits
  private let register: ConnectionRegister
  private let meters: Meters
  private var pace: ConnectionPace
  private var ticking: RepeatedTask?
  private var isBodyComplete = true
  private var expectsContinue = false
  /// Whether the connection ends with the answer under way.
  private var closesAfterAnswer = false
  /// How many bytes of the answer's body are still to be written; nil where that is not known.
  private var bytesToAnswer: Int?
  /// Whether the next request began before this connection had noted the end of the answer.
  private var hasNextBegun = false

  init(limits: ServerLimits, register: ConnectionRegister, meters: Meters) {
    self.limits = limits
    self.register = register
    self.meters = meters
    pace = ConnectionPace(limits: limits, at: .now())
  }

  func handlerAdded(context: ChannelHandlerContext) {
    register.add(context.channel)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    ticking = context.eventLoop.scheduleRepeatedTask(
      initialDelay: limits.tick, delay: limits.tick
    ) { _ in
      let (handler, context) = bound.value
      handler.tick(context)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    register.remove(context.channel)
    ticking?.cancel()
    ticking = nil
  }

  private func tick(_ context: ChannelHandlerContext) {
    switch pace.verdict(at: .now()) {
    case .keep: break
    case .close: context.close(promise: nil)
    case .refuse:
      pace.endBody()
      closesAfterAnswer = true
      context.fireErrorCaught(TooSlow())
    }
  }

  // MARK: What comes in

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // A further request on a connection that is about to end, or before its turn, is not taken:
    // its sender has to try again anyway, and so nothing piles up here.
    guard !pace.isLingering else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      if pace.isInRequest {
        // A client that has all bytes of an answer may go on before its end was noted here.
        guard bytesToAnswer == 0, isBodyComplete, !closesAfterAnswer, !hasNextBegun else {
          closesAfterAnswer = true
          return
        }
        hasNextBegun = true
      } else {
        pace.beginRequest()
      }
      isBodyComplete = false
      expectsContinue = head.headerFields[.expect]?.lowercased() == "100-continue"
    case .body(let bytes):
      guard !isBodyComplete else { return }
      pace.take(bytes: bytes.readableBytes)
      meters.received(bytes: bytes.readableBytes)
    case .end:
      guard !isBodyComplete else { return }
      isBodyComplete = true
      pace.endBody()
    }
    context.fireChannelRead(data)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is HTTPParserError || error is HTTP1TypeConversionError else {
      context.fireErrorCaught(error)
      return
    }
    if pace.isLingering { return }
    guard pace.isInRequest else {
      refuse(context, error)
      return
    }
    closesAfterAnswer = true
    // Behind a whole request it is no part of it, and the answer under way still counts.
    if !isBodyComplete { context.fireErrorCaught(error) }
  }

  /// Answers what could not be read as a request.
  private func refuse(_ context: ChannelHandlerContext, _ error: any Error) {
    let isTooLarge = if case HTTPParserError.headerOverflow = error { true } else { false }
    let problem: Problem = isTooLarge ? .headersTooLarge : .noHTTP
    let bytes = problem.encoded
    let head = HTTPResponse(
      status: .init(code: problem.status),
      headerFields: [
        .contentType: Problem.mediaType, .contentLength: "\(bytes.count)", .connection: "close",
      ])
    pace.beginRequest()
    isBodyComplete = true
    write(context: context, data: wrapOutboundOut(.head(head)), promise: nil)
    write(
      context: context, data: wrapOutboundOut(.body(ByteBuffer(bytes: bytes))), promise: nil)
    write(context: context, data: wrapOutboundOut(.end(nil)), promise: nil)
    context.flush()
    meters.refusedUnread(code: problem.code)
  }

  func triggerUserOutboundEvent(
    context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
  ) {
    guard event is BodyWanted else {
      context.triggerUserOutboundEvent(event, promise: promise)
      return
    }
    if !isBodyComplete { pace.beginBody(at: .now()) }
    if expectsContinue, !isBodyComplete {
      context.writeAndFlush(
        wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }
    expectsContinue = false
    promise?.succeed()
  }

  // MARK: What goes out

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let done = promise ?? context.eventLoop.makePromise(of: Void.self)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    switch unwrapOutboundIn(data) {
    case .head(let head):
      if head.headerFields[.connection]?.lowercased() == "close" { closesAfterAnswer = true }
      if head.status.kind != .informational {
        bytesToAnswer = head.headerFields[.contentLength].flatMap { Int($0) }
      }
    case .body(let buffer):
      let count = buffer.readableBytes
      bytesToAnswer = bytesToAnswer.map { $0 - count }
      pace.queue(bytes: count, at: .now())
      done.futureResult.assumeIsolated().whenComplete { _ in
        bound.value.0.pace.sent(bytes: count, at: .now())
        bound.value.0.meters.sent(bytes: count)
      }
    case .end:
      done.futureResult.assumeIsolated().whenSuccess {
        let (handler, context) = bound.value
        handler.endAnswer(context)
      }
    }
    context.write(data, promise: done)
  }

  private func endAnswer(_ context: ChannelHandlerContext) {
    bytesToAnswer = nil
    if hasNextBegun {
      hasNextBegun = false
      pace.endRequest(at: .now())
      pace.beginRequest()
      return
    }
    guard closesAfterAnswer || !isBodyComplete else {
      pace.endRequest(at: .now())
      return
    }
    // The client may still be sending: it has to be able to read the answer, so the connection is
    // not reset under it but half closed for a while (RFC 9112 section 9.6).
    pace.linger(since: .now())
    context.close(mode: .output, promise: nil)
  }
}

extension ServerLimits {
  /// How often a connection's pace is looked at: often enough for the shortest of its limits.
  fileprivate var tick: TimeAmount {
    let spans = [headWithin, idleWithin, readWithin, writeWithin, rateGrace, lingersFor]
    let shortest = spans.min() ?? .seconds(1)
    return TimeAmount(min(max(shortest / 4, .milliseconds(10)), .seconds(1)))
  }
}
