import Foundation
import SyncCore
import SyncStore
import SyncWire

/// One round of everything that happens inside one process, beside the baseline in the same folder.
struct KernelRound {
  let workload: Workload
  let folder: URL
  let key = SigningKey()
  let otherKey = SigningKey()
  let clock = ContinuousClock()
  let now = Timestamp(milliseconds: 1_781_863_200_000)
  /// How many fields the single-field rows change.
  static let changeCount = 10_000
  /// How many edits are made one by one.
  static let editCount = 200
  /// How many bytes of lines are received in one transaction, as the exchange does: 8 MiB.
  private static let batchBytes = 8 * 1_048_576

  func run(into samples: inout Samples) throws {
    let plain = try PlainTable(folder.appending(path: "plain.sqlite"))
    let replica = try makeReplica(named: "replica", for: workload.author, key)
    let created = try workload.creation(key: key)
    let base = try plain.upsert(workload)
    samples.add("B: plain upserts", base)
    try addPull(of: created, replica, base, into: &samples)
    try addSizes(of: replica, plain, into: &samples)
    try addSnapshot(of: replica, base, into: &samples)
    try addChanges(after: created, replica, plain, into: &samples)
    try addReading(replica, base, into: &samples)
    try addEdits(replica, plain, into: &samples)
  }

  func makeReplica(
    named name: String, for author: Author, _ signingKey: SigningKey
  ) throws -> Replica {
    func registration(_ author: Author, _ key: SigningKey) -> Registration {
      Registration(author: author, key: key.publicKey, writes: [workload.scope])
    }
    let party = Party(
      name: "14", title: "14", healthcareRegion: nil,
      authors: [registration(workload.author, key), registration(workload.other, otherKey)],
      receives: [], endpoints: [:])
    let place = ReplicaFolder(folder.appending(path: name))
    try place.create(author: author, replica: "benchmark", signingKey: signingKey)
    return try Replica.open(place, schema: workload.schema, rights: Rights([party]))
  }

  private func addPull(
    of created: [Changeset], _ replica: Replica, _ base: Duration, into samples: inout Samples
  ) throws {
    var read: [Changeset] = []
    samples.add(
      "· read and hash alone",
      try clock.measure { read = try created.map { try .decode($0.line) } }, of: base)
    samples.add(
      "· signatures alone",
      try clock.measure { for changeset in read { try verify(changeset, replica) } }, of: base)
    read = []
    samples.add(
      "· packing the log alone",
      clock.measure { for changeset in created { _ = PackedLine.pack(changeset.line) } }, of: base)
    let rehearsed = try clock.measure {
      try replica.rehearse(from: "benchmark", at: now) { receive in
        for batch in batches(of: created) { _ = try receive(batch) }
      }
    }
    let pulled = try clock.measure { try receive(created, into: replica) }
    samples.add("· all of it but commits (rolled back)", rehearsed, of: base)
    samples.add("first pull", pulled, of: base, must: 2.5, aim: 1.7)
    samples.add(
      "pulling again what is known",
      try clock.measure { try receive(created, into: replica) }, of: base)
  }

  private func verify(_ changeset: Changeset, _ replica: Replica) throws {
    _ = try changeset.verified(against: replica.rights)
  }

  private func addSizes(
    of replica: Replica, _ plain: PlainTable, into samples: inout Samples
  ) throws {
    try plain.checkpoint()
    let sizes = try PageCount(replica.folder.database)
    let file = folder.appending(path: "plain.sqlite")
    let plainBytes = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 1
    samples.add(
      "file with full history", Double(sizes.fileBytes) / 1_048_576, unit: "MiB",
      ratio: Double(sizes.fileBytes) / Double(plainBytes), must: 2.5, aim: 1.8)
    samples.add(
      "metadata per settled record",
      Double(sizes.metadataBytes) / Double(workload.recordCount), unit: "bytes", must: 40,
      aim: 26)
  }

  func receive(_ changesets: [Changeset], into replica: Replica) throws {
    for batch in batches(of: changesets) {
      _ = try replica.receive(batch, from: "benchmark", at: now)
    }
  }

  private func batches(of changesets: [Changeset]) -> [[[UInt8]]] {
    var batches: [[[UInt8]]] = [[]]
    var sizeBytes = 0
    for changeset in changesets {
      if sizeBytes + changeset.line.count > Self.batchBytes {
        batches.append([])
        sizeBytes = 0
      }
      sizeBytes += changeset.line.count
      batches[batches.count - 1].append(changeset.line)
    }
    return batches
  }
}
