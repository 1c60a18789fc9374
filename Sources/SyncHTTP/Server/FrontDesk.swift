import SyncCore
import SyncStore
import SyncWire

/// Answers what needs no signature: whether the server lives, whether it is ready, and how it is
/// spoken to.
struct FrontDesk: Sendable {
  let host: ReplicaHost

  func answer(_ route: ServerRoute, packs: Bool) async throws -> Answer {
    switch route {
    case .health: try .json(health, packs: false)
    case .ready: try await ready()
    case .openAPI: try .json(OpenAPIDocument.bytes, packs: packs)
    case .compare, .heads, .changesets, .push, .proof, .snapshot: .problem(.notFound)
    }
  }

  /// Who answers here, so that a client that was given only an address can look it up in Peers.
  private var health: [UInt8] {
    let opened = host.current
    return CanonicalJSON.write(
      .object([
        ("status", .string("ok")), ("party", .string(opened.own.name)),
        ("author", .text(opened.replica.author.text)), ("format", .integer(Limits.format)),
      ]))
  }

  /// Ready is a server that can read its replica and whose Peers are those of the folder.
  private func ready() async throws -> Answer {
    let opened = await host.upToDate()
    var status = host.problem?.code.rawValue ?? "ready"
    do {
      _ = try await host.read { try opened.replica.logs().count }
    } catch {
      status = (error as? StoreError)?.code.rawValue ?? "internal"
    }
    return try .json(
      CanonicalJSON.write(.object([("status", .string(status))])),
      status: status == "ready" ? 200 : 503, packs: false)
  }
}
