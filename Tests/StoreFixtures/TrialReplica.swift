import Foundation
package import SyncCore
package import SyncStore
import SyncWire
package import TestSupport

/// A replica in a temporary folder that can be closed and opened again.
package struct TrialReplica: Sendable {
  package let parent: TemporaryFolder
  package let folder: ReplicaFolder
  package private(set) var replica: Replica

  /// Makes the folder and opens it.
  package init(
    _ author: Author = .vgr, schema: Schema = .trial, rights: Rights = TrialParties().rights
  ) throws {
    parent = try TemporaryFolder()
    folder = ReplicaFolder(parent.file("replica"))
    try folder.create(
      author: author, replica: "replica-of-tests", signingKey: .trial(author))
    replica = try Replica.open(folder, schema: schema, rights: rights)
  }

  /// A copy of a replica's folder, as someone makes who does not know better: the same key writes
  /// in two places from here on, the copy under a name of its own.
  package init(copyOf other: TrialReplica) throws {
    parent = try TemporaryFolder()
    folder = ReplicaFolder(parent.file("replica"))
    try FileManager.default.copyItem(at: other.folder.url, to: folder.url)
    replica = try Replica.open(
      folder, schema: other.replica.schema, rights: other.replica.rights)
  }

  /// A copy that nothing here gives away, as of a whole virtual machine: both write one log.
  package init(cloneOf other: TrialReplica) throws {
    try self.init(copyOf: other)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.database.path)
    guard let data = try? Data(contentsOf: folder.guardFile),
      var copied = try JSONSerialization.jsonObject(with: data) as? [String: Any],
      var place = copied["place"] as? [String: Any]
    else { return }
    place["path"] = folder.url.resolvingSymlinksInPath().path
    place["file"] = attributes[.systemFileNumber]
    copied["place"] = place
    try JSONSerialization.data(withJSONObject: copied).write(to: folder.guardFile)
  }

  /// Opens the replica again, as after an upgrade or a change of Peers.
  package mutating func reopen(schema: Schema? = nil, rights: Rights? = nil) throws {
    replica = try Replica.open(
      folder, schema: schema ?? replica.schema, rights: rights ?? replica.rights)
  }

  /// Receives lines in one batch.
  @discardableResult
  package func receive(_ lines: [[UInt8]], at now: Timestamp = .midsummer) throws -> [Outcome] {
    try replica.receive(lines, from: "a test", at: now).entries.map(\.outcome)
  }

  /// Receives one line.
  @discardableResult
  package func receive(_ line: [UInt8]) throws -> Outcome? {
    try receive([line]).first
  }

  /// Writes one change and returns its dot, or nil where nothing had to change.
  @discardableResult
  package func write(
    _ change: Change, in scope: Scope = .vgr, at time: Timestamp = .midsummer
  ) throws -> Dot? {
    try replica.edit(Occasion(person: "anna.berg", message: nil, time: time)) { _ in
      [(scope, change)]
    }.first?.dot
  }

  /// Assigns values to cells of a record on the basis of what is live.
  @discardableResult
  package func assign(
    _ assignments: [Edit.Assignment], to key: RecordKey = .kol, at time: Timestamp = .midsummer
  ) throws -> Dot? {
    try replica.edit(Occasion(person: nil, message: nil, time: time)) { view in
      let change = try view.state(of: key).change(
        of: key.name, assigning: assignments, by: view.author)
      return change.map { [(key.scope, $0)] } ?? []
    }.first?.dot
  }

  /// The live values of a record.
  package func live(_ key: RecordKey = .kol) throws -> Set<LiveValue> {
    try replica.record(key)?.state.liveValues ?? []
  }

  /// The one value that is shown of a cell.
  package func shown(_ cell: CellName, of key: RecordKey = .kol) throws -> Value? {
    try replica.record(key)?.shown[cell]
  }
}
