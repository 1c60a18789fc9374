import NIOConcurrencyHelpers
import SyncExchange

/// The address under which clients know the server, as their signatures name it.
///
/// Without one of its own it is that of the listener, known once the listener is bound.
struct PublicAddress: Sendable {
  private let value: NIOLockedValueBox<String>
  /// The path of the public address, which a proxy may or may not take away; empty for none.
  private let prefix: String

  init(_ configured: String?) {
    let server = configured.flatMap { Server($0) }
    value = NIOLockedValueBox(server?.address ?? "")
    prefix =
      server.flatMap { RequestTarget($0.address + "/")?.path.dropLast() }.map(String.init) ?? ""
  }

  var address: String { value.withLockedValue { $0 } }

  /// Takes the listener's address where no other is configured.
  func settle(_ listener: String) {
    value.withLockedValue { if $0.isEmpty { $0 = listener } }
  }

  /// The path and query of a request under the public address, and the path alone.
  func path(of target: String) -> (full: String, plain: String) {
    var full = target[...]
    if !prefix.isEmpty, full.hasPrefix(prefix + "/") { full = full.dropFirst(prefix.count) }
    return (String(full), String(full.prefix { $0 != "?" }))
  }
}
