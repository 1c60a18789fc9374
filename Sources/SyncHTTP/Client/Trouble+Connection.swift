import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import SyncExchange
import SyncStore
import SyncWire

extension Trouble {
  /// What a failure of the connection means.
  init(_ failure: any Error, address: String, settings: ClientSettings) {
    switch failure {
    case let trouble as Trouble: self = trouble
    case let error as ExchangeError: self.init(error, mayPass: false)
    case is CancellationError: self = .stopped(address)
    case let error as HTTPClientError: self.init(error, address: address, settings: settings)
    case let error as NIOConnectionError: self = .unreachable(address, Self.words(for: error))
    case let error as IOError: self = .unreachable(address, Self.words(for: error))
    case let error as ChannelError: self = .lost(address, "\(error)")
    case let error as HTTPParserError where error == .invalidEOFState:
      self = .lost(address, "the answer broke off")
    case is HTTPParserError:
      self = .notUnderstood(
        address, "does not speak HTTP",
        hint: "See that the address begins with https:// where the server has a certificate.")
    case let error as NIOSSLError: self.init(error, address: address)
    case let error as NIOSSLExtraError: self = .certificate(address, "\(error)", cause: error)
    case is NIOTooManyBytesError: self = .notUnderstood(address, "sent an answer without end")
    case is StoreError, is GzipError:
      self.init(ExchangeError(wrapping: failure), mayPass: false)
    default: self = .lost(address, "\(failure)")
    }
  }

  private init(_ error: HTTPClientError, address: String, settings: ClientSettings) {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout:
      self = .unreachable(address, "no answer within \(settings.connectLimit)")
    case .tlsHandshakeTimeout:
      self = .unreachable(address, "no TLS connection within \(settings.connectLimit)")
    case .readTimeout, .writeTimeout:
      self = .lost(address, "it stood still for \(settings.idleLimit)")
    case .deadlineExceeded: self = .tooLong(address, limit: settings.requestLimit)
    case .cancelled: self = .stopped(address)
    case .remoteConnectionClosed, .uncleanShutdown, .requestStreamCancelled:
      self = .lost(address, "the other side closed it")
    default: self = .lost(address, "\(error)")
    }
  }

  private init(_ error: NIOSSLError, address: String) {
    switch error {
    case .uncleanShutdown: self = .lost(address, "the other side closed it")
    case .handshakeFailed(let failure) where "\(failure)".contains("CERTIFICATE_VERIFY_FAILED"):
      self = .certificate(address, "\(failure)", cause: error)
    case .handshakeFailed(let failure) where Self.isPlain("\(failure)"):
      self = .notUnderstood(
        address, "does not speak TLS",
        hint: "If the server is reached without a certificate, write http:// in its address.")
    case .handshakeFailed: self = .lost(address, "no TLS connection: \(error)")
    default: self = .certificate(address, "\(error)", cause: error)
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST")
  }

  /// The server could not be reached at all.
  static func unreachable(_ address: String, _ cause: String) -> Trouble {
    Trouble(
      ExchangeError(
        .peerUnreachable, "\(address) cannot be reached: \(cause). Nothing was changed there.",
        hint: "See that the address is right, that `syncd serve` runs there, and that no firewall"
          + " stands between. Everything goes on from here with the next run."),
      mayPass: true)
  }

  /// The connection broke off.
  static func lost(_ address: String, _ cause: String) -> Trouble {
    Trouble(
      ExchangeError(
        .peerUnreachable,
        "The connection with \(address) was lost: \(cause). What was merged before it stays.",
        hint: "Run the command again: it goes on from what was merged."),
      mayPass: true)
  }

  static func tooLong(_ address: String, limit: Duration) -> Trouble {
    Trouble(
      ExchangeError(
        .timeLimit,
        "A request to \(address) took more than \(limit). What was merged before it stays.",
        hint: "Run the command again: it goes on from what was merged."),
      mayPass: true)
  }

  static func stopped(_ address: String) -> Trouble {
    Trouble(
      ExchangeError(
        .timeLimit,
        "The exchange with \(address) was stopped before its end. What was merged before it stays.",
        hint: "Run the command again, or give it more time: it goes on from what was merged."),
      mayPass: false)
  }

  /// The server's certificate is not valid for it.
  static func certificate(
    _ address: String, _ cause: String, hint: String? = nil, cause error: any Error
  ) -> Trouble {
    Trouble(
      ExchangeError(
        .certificateInvalid,
        "The certificate of \(address) is not accepted: \(cause). Nothing was exchanged.",
        hint: hint
          ?? "Where your organisation signs certificates itself, name its root with --ca FILE.",
        cause: error),
      mayPass: false)
  }

  private static func words(for error: NIOConnectionError) -> String {
    if let failure = error.connectionErrors.first {
      return (failure.error as? IOError).map(words(for:)) ?? "\(failure.error)"
    }
    return "there is no host of the name \(error.host)"
  }

  private static func words(for error: IOError) -> String {
    switch error.errnoCode {
    case ECONNREFUSED: "the connection was refused; nothing listens there"
    case EHOSTUNREACH, ENETUNREACH: "there is no way to it through the network"
    case ETIMEDOUT: "it does not answer"
    case ECONNRESET, EPIPE: "the other side closed the connection"
    default: String(cString: strerror(error.errnoCode))
    }
  }
}
