import SyncCore
import SyncStore
import SyncWire

extension KernelRound {
  /// Single-field changes, alone and meeting those of another author.
  func addChanges(
    after created: [Changeset], _ replica: Replica, _ plain: PlainTable,
    into samples: inout Samples
  ) throws {
    let count = Self.changeCount
    let updates = try plain.update(workload, count: count)
    samples.add("plain updates of \(count) fields", updates)
    let mine = try workload.sealed(
      workload.changes(count), by: workload.author, after: created.last?.header.head, key: key)
    samples.add(
      "\(count) single-field changes", try clock.measure { try receive(mine, into: replica) },
      of: updates, must: 3.0, aim: 2.0)
    let carried = try Self.packedBytes(of: mine.map(\.line))
    let bare = try Self.packedBytes(of: workload.bareLines(count))
    samples.add(
      "· gzip bytes a change", Double(carried) / Double(count), unit: "bytes",
      ratio: Double(carried) / Double(bare), must: 1.5, aim: 1.15)
    let theirs = try workload.sealed(
      workload.concurrentChanges(count), by: workload.other, after: nil, key: otherKey)
    samples.add(
      "\(count) of another author, half on the same records",
      try clock.measure { try receive(theirs, into: replica) }, of: updates)
    samples.add("· conflicts found", Double(try replica.conflictCount()), unit: "cells")
    samples.add(
      "all open conflicts with their history", try clock.measure { _ = try replica.conflicts() })
  }

  private static func packedBytes(of lines: [[UInt8]]) throws -> Int {
    let deflater = try Deflater()
    var bytes = 0
    for line in lines { try deflater.deflate(line + [0x0A]) { bytes += $0.count } }
    try deflater.finish { bytes += $0.count }
    return bytes
  }

  /// What a settled replica is asked.
  func addReading(
    _ replica: Replica, _ base: Duration, into samples: inout Samples
  ) throws {
    samples.add(
      "digest", try clock.measure { _ = try replica.digests() }, of: base, must: 1.0, aim: 0.3)
    samples.add("verify", try clock.measure { _ = try replica.verify() }, of: base)
    samples.add("heads, all that nothing new costs", try clock.measure { _ = try replica.heads() })
    guard let id = RecordID(workload.id(workload.touched(2)[1])) else { return }
    let key = RecordKey(workload.scope, RecordName(workload.type.name, id))
    samples.add("show a record", try clock.measure { _ = try replica.record(key) })
    samples.add("history of a record", try clock.measure { _ = try replica.history(of: key) })
  }

  /// Edits of a person one by one, each on the disk before it is acknowledged, and in bulk.
  func addEdits(
    _ replica: Replica, _ plain: PlainTable, into samples: inout Samples
  ) throws {
    let count = Self.editCount
    let durable = try plain.updateDurably(workload, count: count)
    samples.add("\(count) plain updates, each durable", durable)
    let edits = workload.touched(count).compactMap { workload.edit(of: $0, field: 9) }
    samples.add(
      "\(count) edits, each durable",
      try clock.measure { for edit in edits { try write([edit], in: replica) } }, of: durable)
    let updates = try plain.update(workload, count: Self.changeCount)
    let bulk = workload.touched(Self.changeCount).compactMap { workload.edit(of: $0, field: 4) }
    samples.add(
      "\(Self.changeCount) edits in bulk", try clock.measure { try write(bulk, in: replica) },
      of: updates)
  }

  private func write(
    _ edits: [(key: RecordKey, assignment: Edit.Assignment)], in replica: Replica
  ) throws {
    try replica.edit(Occasion(person: "bench", message: nil, time: now)) { view in
      try edits.compactMap { key, assignment in
        try view.state(of: key).change(
          of: key.name, assigning: [assignment], by: workload.author
        ).map { (key.scope, $0) }
      }
    }
  }
}
