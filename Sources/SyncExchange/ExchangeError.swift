import Foundation
import SyncStore
import SyncWire

/// Why an exchange did not do all that was asked. What was merged or written before stays good.
package struct ExchangeError: Error, CustomStringConvertible {
  /// The stable name of the failure.
  package let code: Code
  /// What happened, and what was left unchanged.
  package let message: String
  /// What to do next.
  package let hint: String
  /// What the system or the replica said.
  package let cause: (any Error)?

  /// The closed list of failures. Raw values are never reused.
  package enum Code: String, Sendable, CaseIterable {
    case unknownPeer = "unknown_peer"
    case peerWithoutEndpoint = "peer_without_endpoint"
    case unsupportedAddress = "unsupported_address"
    /// The server could not be reached, or the connection was lost; trying again may help.
    case peerUnreachable = "peer_unreachable"
    /// The server is there but has no time now; trying again may help.
    case peerBusy = "peer_busy"
    /// The time limit of a request, or the budget of a run, was over.
    case timeLimit = "time_limit"
    /// The server's certificate is not valid for it.
    case certificateInvalid = "certificate_invalid"
    /// The address would send everything over the network for anyone to read.
    case plainHTTPRefused = "plain_http_refused"
    /// The server did not accept the request's signature or the party it comes from.
    case requestRefused = "request_refused"
    /// Something on the way takes no bodies as large as a single changeset.
    case changesetTooLargeForPeer = "changeset_too_large_for_peer"
    /// The server answered with something that this version does not understand.
    case peerNotUnderstood = "peer_not_understood"
    /// The address leads to this very replica, or to a copy that writes as the same author.
    case sameReplica = "same_replica"
    /// Another nightly run of the same replica goes on.
    case nightlyRunning = "nightly_running"
    case folderMissing = "folder_missing"
    case folderUnreadable = "folder_unreadable"
    case folderReadOnly = "folder_read_only"
    case folderFull = "folder_full"
    case folderTooLarge = "folder_too_large"
    case fileMissing = "file_missing"
    case fileUnreadable = "file_unreadable"
    case fileNotWritten = "file_not_written"
    case noChangesets = "no_changesets"
    case notChangesets = "not_changesets"
    case gzip = "gzip_failed"
    /// The replica itself failed; `codeText` and the texts are those of its own error.
    case replica = "replica_failed"
  }

  package init(_ code: Code, _ message: String, hint: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
    self.cause = cause
  }

  /// The code for `--json`, logs and metrics: where the replica failed, that failure's own.
  package var codeText: String {
    (cause as? StoreError)?.code.rawValue ?? code.rawValue
  }

  /// Whether the place is not there at all, so that its other half need not be tried.
  var isAbsence: Bool { [.folderMissing, .peerUnreachable, .certificateInvalid].contains(code) }

  package var description: String { message + " " + hint }
}

extension ExchangeError {
  /// Any error as one of ours; those that already are stay as they are.
  package init(wrapping error: any Error) {
    switch error {
    case let error as ExchangeError:
      self = error
    case let error as StoreError:
      self.init(.replica, error.message, hint: error.hint, cause: error)
    case let error as GzipError:
      self.init(
        .gzip, error.message, hint: "Run the command again when memory is free.", cause: error)
    case is CancellationError:
      self.init(
        .timeLimit, "The exchange was stopped before its end. What was merged before stays.",
        hint: "Run the command again; it goes on from there.", cause: error)
    default:
      self.init(
        .replica, "The exchange failed: \(error). What was merged before it stays.",
        hint: "Run the command again; if it stays so, report this with the text above.",
        cause: error)
    }
  }
}
