import Foundation
import Inspection
import SyncCore
import SyncExchange
import SyncStore
import SyncWire

extension StatusAnswer {
  var json: Value {
    .document([
      ("author", .text(workspace.author.text)), (Text("incarnation"), incarnationJSON),
      (Text("signs"), .strings(signs.map(\.rawValue))),
      ("replica", .string(replicaFolder)),
      ("replica_id", .string(replicaName)), ("party", .string(workspace.party)),
      ("public_key", .optional(publicKey.map { KeyText.encode($0) })),
      ("registered", .boolean(isRegistered)),
      ("peers_folder", .string(workspace.peersFolder.url.path)), ("logs", .count(logs.count)),
      ("changesets", .integer(changesets)), ("held", .integer(heldChangesets)),
      (Text("held_logs"), .array(held.map(\.json))),
      ("open_conflicts", .count(openConflicts)), ("quarantined", .count(quarantined)),
      (Text("waiting"), .array(waiting.map(\.json))),
      (Text("unproven"), .array(unproven.map(\.json))),
      (Text("lapsed_erasures"), .array(lapsed.map(\.json))),
      ("waits_for_clearing", .boolean(waitsForScrub)),
      (Text("forks"), .array(forks.map(Self.json))),
      (Text("peers"), .array(standings.peers.map(\.json))),
      ("parties_without_endpoint", .strings(standings.silent)),
      ("peers_problem", standings.problem.map { Failure($0).members } ?? .null),
      ("size_bytes", .integer(disk.databaseBytes + disk.aheadBytes)),
      ("database_bytes", .integer(disk.databaseBytes)), ("wal_bytes", .integer(disk.aheadBytes)),
      ("free_bytes", disk.freeBytes.map { .integer($0) } ?? .null),
    ])
  }

  /// Null where it writes under its registered name.
  private var incarnationJSON: Value {
    guard !incarnation.signs.isEmpty else { return .null }
    return .document([
      ("author", .text(incarnation.author.text)),
      ("signs", .strings(incarnation.sortedSigns.map(\.rawValue))),
      ("reason", .string(incarnation.reasons)),
    ])
  }

  private static func json(of log: LogStatus) -> Value {
    .document([
      ("scope", .text(log.name.scope.text)), ("author", .text(log.name.author.text)),
      ("sequence", .integer(log.fork ?? 0)),
    ])
  }
}

extension PeerStanding {
  fileprivate var json: Value {
    .document([
      ("peer", .string(name)), ("carrier", .optional(carrier)), ("address", .optional(address)),
      ("succeeded", .optional(record?.succeeded?.description)),
      ("failed", .optional(record?.failed?.description)),
      ("failure", .optional(record?.failure)),
      ("contacted", .optional(record?.contacted?.description)),
      ("received", .count(record?.received ?? 0)), ("sent", .count(record?.sent ?? 0)),
      ("seen", .optional(seen?.description)),
      ("ahead", distance.map { .integer($0.ahead) } ?? .null),
      ("behind", distance.map { .integer($0.behind) } ?? .null),
    ])
  }

  /// `http`, `folder`, or nil for a party without a place.
  private var carrier: String? {
    switch place {
    case .server: "http"
    case .folder: "folder"
    case nil: nil
    }
  }

  private var address: String? {
    switch place {
    case .server(let server): server.address
    case .folder(let url): url.path
    case nil: nil
    }
  }
}
