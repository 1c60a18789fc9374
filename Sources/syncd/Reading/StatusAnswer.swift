import Foundation
import SyncCore
import SyncStore
import SyncWire

/// How a replica stands.
struct StatusAnswer: Answer {
  let workspace: Workspace
  let replicaName: String
  /// Nil where the key cannot be read.
  let publicKey: [UInt8]?
  let logs: [LogStatus]
  let openConflicts: Int
  let quarantined: Int
  let waiting: [LogName: Int64]
  let exchanges: [ExchangeRecord]

  init(_ workspace: Workspace) throws {
    let replica = workspace.replica
    self.workspace = workspace
    replicaName = try replica.folder.configuration().replica
    publicKey = try? replica.folder.signingKey().publicKey
    logs = try replica.logs()
    openConflicts = try replica.conflictCount()
    quarantined = try replica.quarantine().count
    waiting = try replica.waitingLogs()
    exchanges = try replica.exchanges()
  }

  private var isRegistered: Bool {
    guard let publicKey else { return false }
    return workspace.rights.registration(of: workspace.author)?.key == publicKey
  }

  private var changesets: Int64 { logs.reduce(0) { $0 + $1.head.sequence } }

  /// Changesets that are kept and wait for a newer program or their body.
  private var held: Int64 { logs.reduce(0) { $0 + max(0, $1.head.sequence - $1.merged) } }

  private var forks: [LogStatus] { logs.filter { $0.fork != nil } }

  private var sizeBytes: Int64 {
    let folder = workspace.replica.folder
    return [folder.database.path, folder.database.path + "-wal"].reduce(0) { sum, path in
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64
      return sum + (size ?? 0)
    }
  }

  /// Whether the last exchange with a peer failed.
  private var failing: [ExchangeRecord] { exchanges.filter { $0.failure != nil } }

  var needsPerson: Bool {
    openConflicts > 0 || quarantined > 0 || !forks.isEmpty || !failing.isEmpty || !isRegistered
  }

  var json: Value {
    .document([
      ("author", .text(workspace.author.text)), ("replica", .string(replicaFolder)),
      ("replica_id", .string(replicaName)),
      ("public_key", .optional(publicKey.map { KeyText.encode($0) })),
      ("registered", .boolean(isRegistered)),
      ("peers_folder", .string(workspace.peersFolder.url.path)), ("logs", .count(logs.count)),
      ("changesets", .integer(changesets)), ("held", .integer(held)),
      ("open_conflicts", .count(openConflicts)), ("quarantined", .count(quarantined)),
      (Text("waiting"), .array(waiting.sorted { $0.key < $1.key }.map(Self.json))),
      (Text("forks"), .array(forks.map(Self.json))),
      (Text("peers"), .array(exchanges.map(\.json))), ("size_bytes", .integer(sizeBytes)),
    ])
  }

  private var replicaFolder: String { workspace.replica.folder.url.path }

  private static func json(of log: LogName, sequence: Int64) -> Value {
    .document([
      ("scope", .text(log.scope.text)), ("author", .text(log.author.text)),
      ("sequence", .integer(sequence)),
    ])
  }

  private static func json(of log: LogStatus) -> Value {
    json(of: log.name, sequence: log.fork ?? 0)
  }

  func text(_ style: Style) -> String {
    var table = TextTable()
    func count(_ number: Int, _ advice: String) -> String {
      number == 0 ? "0" : style.alarm("\(number)") + "  see: \(advice)"
    }
    table.add("replica", "\(replicaFolder) (\(replicaName))")
    table.add("author", workspace.author.string)
    table.add("public key", publicKey.map { KeyText.encode($0) } ?? style.alarm("unreadable"))
    table.add("in Peers", isRegistered ? "yes" : style.alarm("no: it cannot write yet"))
    table.add("logs", "\(logs.count) with \(changesets) changesets, \(sizeBytes / 1_024) KiB")
    table.add("conflicts", count(openConflicts, "syncd conflicts"))
    table.add("quarantine", count(quarantined, "syncd quarantine"))
    if held > 0 { table.add("held", "\(held), until syncd is upgraded or their text comes") }
    for (log, sequence) in waiting.sorted(by: { $0.key < $1.key }) {
      table.add("waiting", "\(log) from \(sequence), for what comes before it")
    }
    for log in forks {
      table.add("fork", style.alarm("\(log.name) at \(log.fork ?? 0)"))
    }
    for peer in exchanges {
      let last = peer.succeeded.map { "last exchange \($0)" } ?? "never reached"
      table.add(
        "peer", "\(peer.peer): \(last)" + (peer.failure.map { "; " + style.alarm($0) } ?? ""))
    }
    return table.text
  }
}

extension ExchangeRecord {
  fileprivate var json: Value {
    .document([
      ("peer", .string(peer)), ("succeeded", .optional(succeeded?.description)),
      ("failed", .optional(failed?.description)), ("failure", .optional(failure)),
      ("received", .count(received)), ("sent", .count(sent)),
    ])
  }
}
