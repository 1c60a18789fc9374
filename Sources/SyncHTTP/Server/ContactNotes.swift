import Logging
import ServiceLifecycle
import SyncCore
import SyncExchange
import SyncStore

/// Writes down, beside the requests and behind their back, which party came and what it was seen
/// to hold, for `status`.
struct ContactNotes: Service {
  /// What one request showed.
  struct Note: Sendable {
    let party: String
    /// What the party holds in the scopes that were looked at; nil where nothing was said.
    let holdings: Holdings?
    let scopes: Set<Scope>
    let time: Timestamp
  }

  /// How many notes wait, at most; older ones give way.
  private static let limit = 256

  private let host: ReplicaHost
  private let logger: Logger
  private let notes: AsyncStream<Note>
  private let pen: AsyncStream<Note>.Continuation

  init(host: ReplicaHost, logger: Logger) {
    self.host = host
    self.logger = logger
    (notes, pen) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.limit))
  }

  /// Takes a note; it is written soon. The replica itself writes at most one a minute of a party
  /// that brings nothing new.
  func take(_ note: Note) {
    pen.yield(note)
  }

  func run() async {
    await withGracefulShutdownHandler {
      for await note in notes {
        do {
          try await host.write { try Self.write(note, to: $0.replica) }
        } catch {
          logger.warning(
            "A contact was not noted.",
            metadata: ["peer.party": "\(note.party)", "error.message": "\(error)"])
        }
      }
    } onGracefulShutdown: {
      pen.finish()
    }
  }

  private static func write(_ note: Note, to replica: Replica) throws {
    try replica.note(contactOf: note.party, at: note.time)
    guard let holdings = note.holdings else { return }
    try replica.note(holdings: holdings, of: note.party, in: note.scopes, at: note.time)
  }
}
