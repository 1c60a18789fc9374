package import SyncCore

/// What several replicas wrote in one scope, each knowing only a part of the others' writing.
package struct History: Sendable {
  /// Every changeset that was written, in the order of writing.
  package let changesets: [OracleChangeset]

  package init(changesets: [OracleChangeset]) {
    self.changesets = changesets
  }

  /// The authors that may write in an arbitrary history; two of them are one key's incarnations.
  package static let authors: [Author] = [.national, .vgr, .kalmar, .vgrAgain]

  /// The records that an arbitrary history is about; few, so that writes meet.
  package static let records: [RecordName] = [.kol, .named("addition/14-kol-2")]

  /// A random history: puts on the basis of what was seen now or earlier, members that come and
  /// go, units, deletes, restores, resolutions, writes that change nothing, and unknown fields.
  /// Between the writes the replicas take parts of each other's logs. Clocks are years off.
  package static func arbitrary(using random: inout SeededRandom, steps: Int = 24) -> History {
    var writers = authors.prefix(random.number(in: 2...authors.count)).map { author in
      HistoryWriter(author: author, clock: .arbitrary(using: &random))
    }
    var changesets: [OracleChangeset] = []
    for _ in 0..<steps {
      let index = random.number(in: 0...writers.count - 1)
      if random.chance(percent: 35) {
        writers[index].take(from: random.one(of: writers), using: &random)
      } else {
        changesets.append(writers[index].write(using: &random))
      }
    }
    if random.chance(percent: 30) {
      // Chance alone hardly ever lets a delete see everything, so a record is rarely hidden.
      let index = random.number(in: 0...writers.count - 1)
      writers[index].catchUp(with: changesets)
      changesets.append(writers[index].delete(random.one(of: records)))
    }
    return History(changesets: changesets)
  }
}
