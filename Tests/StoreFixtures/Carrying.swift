package import SyncCore
package import SyncStore
package import TestSupport

/// What one replica would send another, as the exchange will: per log the changesets above what
/// the other has merged, the one at its head where the two do not fit, the proof of a fork, and what
/// the other lacks below the floor of a snapshot.
package func offer(from source: Replica, to target: Replica) throws -> [[UInt8]] {
  try offers(from: source, to: target).flatMap { $0 }
}

/// The same, log by log.
private func offers(from source: Replica, to target: Replica) throws -> [[[UInt8]]] {
  let known = Dictionary(uniqueKeysWithValues: try target.logs().map { ($0.name, $0) })
  return try source.logs().map { log in
    var after = known[log.name]?.merged ?? 0
    if let head = known[log.name]?.head, head.sequence > 0,
      try source.headerHash(at: head.sequence, of: log.name) != head.hash
    {
      after = min(after, head.sequence - 1)
    }
    return try source.changesets(of: log.name, after: after, limitBytes: .max).map(\.line)
      + source.forkProof(of: log.name)
      + older(than: known[log.name]?.gap, of: log.name, from: source)
  }
}

/// What one who began with a snapshot lacks below its floor, after all that is new.
private func older(
  than gap: ClosedRange<Int64>?, of log: LogName, from source: Replica
) throws -> [[UInt8]] {
  guard let gap else { return [] }
  return try source.changesets(of: log, after: gap.lowerBound - 1, limitBytes: .max)
    .filter { gap.contains($0.sequence) }.map(\.line)
}

/// Carries everything that `source` offers, in order and in one batch.
@discardableResult
package func carry(from source: Replica, to target: Replica, at now: Timestamp = .midsummer)
  throws -> Receipt
{
  try target.receive(
    offer(from: source, to: target), from: source.author.string, at: now)
}

/// Carries what `source` offers as a bad carrier does: whole logs and single lines lost, some
/// twice, in any order, cut into batches anywhere.
package func carryBadly(
  from source: Replica, to target: Replica, at now: Timestamp = .midsummer,
  using random: inout SeededRandom
) throws {
  var lines: [[UInt8]] = []
  for log in try offers(from: source, to: target) where !random.chance(percent: 35) {
    for line in log where !random.chance(percent: 10) {
      lines.append(line)
      if random.chance(percent: 15) { lines.append(line) }
    }
  }
  if random.chance(percent: 60) { lines.shuffle(using: &random) }
  while !lines.isEmpty {
    let batch = Array(lines.prefix(random.number(in: 1...lines.count)))
    lines.removeFirst(batch.count)
    _ = try target.receive(batch, from: source.author.string, at: now)
  }
}

/// Carries between all pairs until nothing changes any more; false if that takes too long.
package func settle(_ replicas: [Replica], at now: Timestamp = .midsummer) throws -> Bool {
  var before = try replicas.map { try $0.logs() }
  for _ in 0..<40 {
    for source in replicas {
      for target in replicas where target.folder.url != source.folder.url {
        try carry(from: source, to: target, at: now)
      }
    }
    let after = try replicas.map { try $0.logs() }
    if after == before { return true }
    before = after
  }
  return false
}
