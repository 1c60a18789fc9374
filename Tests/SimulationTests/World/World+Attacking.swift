import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

extension World {
  /// Sends a replica what it should not get.
  mutating func attack(_ attack: Attack, at place: Int, seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    ledger.disorderly.formUnion([Forger.hostile, Forger.newer])
    switch attack {
    case .garbage, .truncated, .oversized, .forged, .wrongBody, .noRight, .unknownAuthor:
      guard let line = try spoilt(attack, using: &random) else { return }
      if attack != .oversized { ledger.add(junk: line) }
      try receive([[line]], at: place)
    case .replay:
      let lines = ledger.lines.shuffled(using: &random).prefix(random.number(in: 1...5))
      try receive([Array(lines)], at: place)
    default:
      let changesets = try written(attack, using: &random)
      for changeset in changesets { ledger.add(changeset) }
      var lines = changesets.map(\.line)
      if attack == .gap { lines = Array(lines.suffix(1)) }
      if attack == .withoutBody { lines = changesets.map(\.withoutBody.line) }
      try receive([lines], at: place)
    }
  }

  /// A line that nobody may take for a changeset.
  private mutating func spoilt(
    _ attack: Attack, using random: inout SeededRandom
  ) throws -> [UInt8]? {
    let all = ledger.signed.sorted { $0.key < $1.key }.flatMap { _, log in
      log.sorted { $0.key < $1.key }.flatMap(\.value.values)
    }.sorted { ($0.header.log, $0.header.sequence) < ($1.header.log, $1.header.sequence) }
    let changes = forger.changes(by: Forger.hostile, breadth: breadth, using: &random)
    switch attack {
    case .garbage: return (0..<60).map { _ in UInt8(random.number(in: 1...255)) }
    case .oversized:
      return Array(repeating: UInt8(ascii: "a"), count: Limits.changesetBytes + 1)
    case .noRight:
      let scope = random.one(of: [Scope.named("national/decisions"), .named("region/08")])
      return try forger.sign(
        Forger.hostile, in: scope, changes, after: .some(nil), using: &random
      ).line
    case .unknownAuthor:
      return try forger.sign(Forger.nobody, changes, after: .some(nil), using: &random).line
    default:
      guard let victim = all.randomElement(using: &random) else { return nil }
      if attack == .truncated {
        return Array(victim.line.prefix(random.number(in: 1...(victim.line.count - 1))))
      }
      let key = SigningKey.trial(attack == .forged ? Forger.nobody : victim.header.author)
      var raw = try RawLine(victim.withoutBody, key: key)
      let body = Value.object([("changes", .array([])), ("salt", .string(""))])
      if attack == .wrongBody { raw.body = body } else { raw.setHeader("schema", .integer(9)) }
      return try raw.line()
    }
  }

  /// Changesets that are signed as they should be, and wrong in another way or not at all.
  private mutating func written(
    _ attack: Attack, using random: inout SeededRandom
  ) throws -> [Changeset] {
    let author = attack == .newerFormat ? Forger.newer : Forger.hostile
    var signed: [Changeset] = []
    for _ in 0..<(attack == .gap ? 3 : 1) {
      let changes = forger.changes(by: author, breadth: breadth, using: &random)
      switch attack {
      case .newerFormat where random.chance(percent: 60):
        let changeset = try forger.sign(author, changes, using: &random) { raw in
          raw.setHeader("format", .integer(2))
          raw.setBody("novelty", .array([.integer(1)]))
        }
        signed.append(changeset)
      case .brokenChain:
        let head = Head(
          sequence: Int64(random.number(in: 1...4)),
          hash: .sha256([UInt8(random.number(in: 0...9))]))
        signed.append(try forger.sign(author, changes, after: head, using: &random))
      case .fork: signed += try branch(of: author, changes, using: &random)
      default:
        let changeset = try forger.sign(author, changes, using: &random) { raw in
          raw.setHeader("novelty", .string("signed and kept"))
        }
        signed.append(changeset)
      }
    }
    return signed
  }

  /// Another branch behind a changeset that was signed earlier, up to three changesets long.
  private mutating func branch(
    of author: Author, _ changes: [Change], using random: inout SeededRandom
  ) throws -> [Changeset] {
    let log = ledger.signed[LogName(.vgr, author)] ?? [:]
    let root = log.sorted { $0.key < $1.key }.flatMap {
      $0.value.values.sorted { $0.header.hash.hex < $1.header.hash.hex }
    }.randomElement(using: &random)
    var head = root?.header.head
    var branch: [Changeset] = []
    for _ in 0..<random.number(in: 1...3) {
      let next = try forger.sign(author, changes, after: .some(head), using: &random)
      head = next.header.head
      branch.append(next)
    }
    return branch
  }
}
