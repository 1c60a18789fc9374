import SyncCore

extension Collection where Element == OracleChangeset {
  /// The changesets in another order that keeps each log's own.
  package func interleaved(using random: inout SeededRandom) -> [OracleChangeset] {
    var logs = Dictionary(grouping: self, by: \.author)
      .mapValues { $0.sorted { $0.sequence > $1.sequence } }
    var result: [OracleChangeset] = []
    while result.count < count {
      let author = random.one(of: logs.keys.sorted())
      if let next = logs[author]?.popLast() { result.append(next) }
      if logs[author]?.isEmpty == true { logs[author] = nil }
    }
    return result
  }

  /// The changesets as a bad carrier brings them: in any order, some of them several times.
  package func delivered(using random: inout SeededRandom) -> [OracleChangeset] {
    var copies = Array(self)
    for changeset in self where random.chance(percent: 30) { copies.append(changeset) }
    return copies.shuffled(using: &random)
  }

  /// The beginnings of the logs, each cut at any place, as a replica holds them that has not
  /// received the rest.
  package func cut(using random: inout SeededRandom) -> [OracleChangeset] {
    let logs = Dictionary(grouping: self, by: \.author)
    var ends: [Author: Int64] = [:]
    for (author, log) in logs.sorted(by: { $0.key < $1.key }) {
      ends[author] = Int64(random.number(in: 0...log.count))
    }
    return filter { $0.sequence <= ends[$0.author, default: 0] }
  }
}
