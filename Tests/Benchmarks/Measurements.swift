import Foundation
import SyncCore
import SyncStore
import SyncWire

/// One run: the baseline and the replica, side by side in the same folder.
struct Measurements {
  let workload: Workload
  let folder: URL
  private let key = SigningKey()
  private let clock = ContinuousClock()
  private let now = Timestamp(milliseconds: 1_781_863_200_000)
  private static let singleChanges = 10_000
  /// How many bytes of lines are received in one transaction: 4 MiB.
  private static let batchBytes = 4 * 1_048_576

  init(workload: Workload, folder: URL) {
    self.workload = workload
    self.folder = folder
  }

  func run() throws -> Table {
    var table = Table()
    let plainFile = folder.appending(path: "plain.sqlite")
    let plain = try PlainTable(plainFile)
    let base = try plain.upsert(workload)
    table.add("B: plain upsert of \(workload.recordCount) records", base)

    let created = try workload.creation(key: key)
    let replica = try makeReplica()
    table.add("checks alone (read, hash, signature)", try checks(created, replica.rights), of: base)
    let pull = try clock.measure { try receive(created, into: replica) }
    table.add("first pull", pull, of: base, "2.5", "1.7")
    try addSizes(of: replica, beside: plainFile, plain: plain, to: &table)

    let updates = try plain.update(workload, count: Self.singleChanges)
    table.add("plain updates of \(Self.singleChanges) fields", updates)
    let changes = try workload.changes(
      Self.singleChanges, after: created.last?.header.head, key: key)
    let changed = try clock.measure { try receive(changes, into: replica) }
    table.add("the same as changesets", changed, of: updates, "3.0", "2.0")
    let digest = try clock.measure { _ = try replica.digests() }
    table.add("digest", digest, of: base, "1.0", "0.3")
    table.add("verify", try clock.measure { _ = try replica.verify() }, of: base)
    table.add("known again", try clock.measure { try receive(changes, into: replica) }, of: updates)
    return table
  }

  private func makeReplica() throws -> Replica {
    let party = Party(
      name: "14", title: "14", healthcareRegion: nil,
      authors: [
        Registration(author: workload.author, key: key.publicKey, writes: [workload.scope])
      ], receives: [], endpoints: [:])
    let place = ReplicaFolder(folder.appending(path: "replica"))
    try place.create(author: workload.author, replica: "benchmark", signingKey: key)
    return try Replica.open(place, schema: workload.schema, rights: Rights([party]))
  }

  private func checks(_ changesets: [Changeset], _ rights: Rights) throws -> Duration {
    try clock.measure {
      for changeset in changesets {
        _ = try Changeset.decode(changeset.line).verified(against: rights)
      }
    }
  }

  private func receive(_ changesets: [Changeset], into replica: Replica) throws {
    var batch: [[UInt8]] = []
    var sizeBytes = 0
    for (place, changeset) in changesets.enumerated() {
      batch.append(changeset.line)
      sizeBytes += changeset.line.count
      guard sizeBytes >= Self.batchBytes || place == changesets.count - 1 else { continue }
      _ = try replica.receive(batch, from: "benchmark", at: now)
      batch = []
      sizeBytes = 0
    }
  }

  private func addSizes(
    of replica: Replica, beside plainFile: URL, plain: PlainTable, to table: inout Table
  ) throws {
    try plain.checkpoint()
    let sizes = try PageCount(replica.folder.database)
    let plainBytes = try plainFile.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 1
    table.add(
      "file with history / plain file", "\(sizes.fileBytes / 1_048_576) MiB",
      Table.rounded(Double(sizes.fileBytes) / Double(plainBytes)), "2.5", "1.8")
    table.add(
      "metadata per settled record",
      Table.rounded(Double(sizes.metadataBytes) / Double(workload.recordCount)) + " bytes", "",
      "40", "26")
  }
}
