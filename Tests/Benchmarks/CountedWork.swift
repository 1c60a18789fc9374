import Foundation
import SyncCore
import SyncStore
import SyncWire

/// A small fixed workload for counting instead of timing: the same work every time, so that
/// what it takes can be held against a bound. `Tests/Counted/run` counts the instructions.
struct CountedWork {
  /// What is done, each after all before it: the difference of two runs is one phase's cost.
  enum Phase: String, CaseIterable {
    case prepare, pull, change, digest, snapshot, begin
  }

  /// How many records are pulled, and how many fields are changed.
  static let recordCount = 4_000
  private static let now = Timestamp(milliseconds: 1_781_863_200_000)

  /// Does the work up to a phase and prints the bytes it wrote, a line for each phase.
  static func run(through last: Phase, in folder: URL) throws {
    guard let workload = Workload(recordCount: recordCount) else { return }
    let key = try SigningKey(seed: Array(repeating: 42, count: KeyText.keyBytes))
    let created = try workload.creation(key: key)
    let changes = try workload.sealed(
      workload.changes(recordCount), by: workload.author, after: created.last?.header.head,
      key: key)
    let replica = try makeReplica(workload, key, in: folder, named: "replica")
    let snapshot = folder.appending(path: "a.snapshot")
    for phase in Phase.allCases {
      let before = writtenBytes()
      switch phase {
      case .prepare: break
      case .pull: _ = try replica.receive(created.map(\.line), from: "counted", at: now)
      case .change: _ = try replica.receive(changes.map(\.line), from: "counted", at: now)
      case .digest: _ = try replica.digests()
      case .snapshot: try write(replica, to: snapshot)
      case .begin:
        _ = try makeReplica(workload, key, in: folder, named: "begun")
          .load(SnapshotFile(snapshot), at: now)
      }
      print("\(phase.rawValue)_bytes \((writtenBytes() - before) / recordCount)")
      if phase == last { return }
    }
  }

  private static func write(_ replica: Replica, to file: URL) throws {
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    _ = try replica.writeSnapshot(at: now, of: { _ in true }) { try handle.write(contentsOf: $0) }
    try handle.close()
  }

  private static func makeReplica(
    _ workload: Workload, _ key: SigningKey, in folder: URL, named name: String
  ) throws -> Replica {
    let party = Party(
      name: "14", title: "14", healthcareRegion: nil,
      authors: [
        Registration(author: workload.author, key: key.publicKey, writes: [workload.scope])
      ], receives: [], endpoints: [:])
    let place = ReplicaFolder(folder.appending(path: name))
    try place.create(author: workload.author, replica: "counted", signingKey: key)
    return try Replica.open(place, schema: workload.schema, rights: Rights([party]))
  }

  /// How many bytes this process has handed to the kernel to write so far.
  private static func writtenBytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/io", encoding: .utf8)) ?? ""
    for line in text.split(separator: "\n") where line.hasPrefix("wchar: ") {
      return Int(line.dropFirst("wchar: ".count)) ?? 0
    }
    return 0
  }
}
