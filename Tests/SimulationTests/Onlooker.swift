import StoreFixtures
import SyncCore
import SyncStore
import TestSupport

/// The person in front of a replica, and the records as they were shown some time ago: an edit may
/// be based on that.
struct Onlooker {
  private var seen: [RecordKey: RecordState] = [:]

  /// Writes something, or nothing where a person would be told why not.
  ///
  /// - Throws: what the replica says against the edit as a whole.
  mutating func edit(
    _ replica: Replica, at time: Timestamp, breadth: Int, using random: inout SeededRandom
  ) throws -> [Written] {
    var wishes = [Wish.arbitrary(by: replica.author, breadth: breadth, using: &random)]
    if random.chance(percent: 20) {
      let other = Wish.arbitrary(by: replica.author, breadth: breadth, using: &random)
      if other.key != wishes[0].key { wishes.append(other) }
    }
    let occasion = Occasion(person: "anna.berg", message: nil, time: time)
    var shown: [RecordKey: RecordState] = [:]
    let before = seen
    do {
      let written = try replica.edit(occasion) { view in
        try wishes.compactMap { wish in
          let now = try view.state(of: wish.key)
          shown[wish.key] = now
          let basis = wish.isStale ? before[wish.key] ?? RecordState() : now
          return try wish.change(of: now, shown: basis, by: view.author)
            .map { (wish.key.scope, $0) }
        }
      }
      if random.chance(percent: 50) { seen.merge(shown) { $1 } }
      return written
    } catch is Edit.Obstacle {
      seen.merge(shown) { $1 }
      return []
    }
  }
}
