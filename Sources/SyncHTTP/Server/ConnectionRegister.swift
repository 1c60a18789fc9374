import NIOConcurrencyHelpers
import NIOCore

/// The connections that are open, so that a stop can cut what did not end in time.
struct ConnectionRegister: Sendable {
  private let channels = NIOLockedValueBox<[ObjectIdentifier: any Channel]>([:])

  var count: Int { channels.withLockedValue { $0.count } }

  func add(_ channel: any Channel) {
    channels.withLockedValue { $0[ObjectIdentifier(channel)] = channel }
  }

  func remove(_ channel: any Channel) {
    channels.withLockedValue { $0[ObjectIdentifier(channel)] = nil }
  }

  /// Closes every connection, whatever is under way on it.
  ///
  /// - Returns: how many there were.
  func cutAll() -> Int {
    let open = channels.withLockedValue { Array($0.values) }
    for channel in open { channel.close(promise: nil) }
    return open.count
  }
}
