import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

/// A field of a record, as a person who wants it erased names it.
struct FieldOfRecord: Hashable {
  let key: RecordKey
  let cell: CellName
  /// Whether a text was written there that is looked for byte by byte.
  var isSecret = false
}

extension World {
  mutating func erase(_ eraser: Eraser, at place: Int, seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    switch eraser {
    case .alone, .apart:
      guard let first = try eraseSomething(startingAt: place, using: &random),
        eraser == .apart
      else { return }
      try eraseApart(first.field, from: first.place, using: &random)
    case .stranger: try eraseWithoutRight(at: place, using: &random)
    case .forged: try forgeErasure(at: place, using: &random)
    }
  }

  /// One who may erases something that stands there: live, or replaced long ago.
  private mutating func eraseSomething(
    startingAt place: Int, using random: inout SeededRandom
  ) throws -> (place: Int, field: FieldOfRecord)? {
    for offset in stations.indices {
      let place = (place + offset) % stations.count
      let fields = try fields(at: place) { mayErase(in: $0, at: place) }
      let secret = random.chance(percent: 70) ? fields.filter(\.isSecret) : []
      guard let field = (secret.isEmpty ? fields : secret).randomElement(using: &random) else {
        continue
      }
      try prepareSearching(at: place, using: &random)
      try erase(field, at: place)
      return (place, field)
    }
    return nil
  }

  /// Another owner, who has not heard of that, erases the same field or another one of the record.
  private mutating func eraseApart(
    _ field: FieldOfRecord, from first: Int, using random: inout SeededRandom
  ) throws {
    for place in stations.indices
    where place != first && mayErase(in: field.key.scope, at: place) {
      let fields = try fields(at: place) { $0 == field.key.scope }
        .filter { $0.key == field.key }
      guard let other = fields.randomElement(using: &random) else { continue }
      let isSame = fields.contains { $0.cell == field.cell } && random.chance(percent: 50)
      return try erase(isSame ? field : other, at: place)
    }
  }

  private mutating func erase(_ field: FieldOfRecord, at place: Int) throws {
    guard let outcome = try stations[place].erase(field) else { return }
    try record(outcome.written.map { LogName($0.scope, $0.dot.author) }, at: place)
    figures.erasures += outcome.written.count
    figures.valuesErased += outcome.erased
    guard !outcome.waitsForScrub else {
      throw Divergence(description: "\(stations[place].name) did not clear what it erased")
    }
    try discover(at: place)
  }

  /// The same in a process that dies meanwhile: nobody has seen what it acknowledged.
  mutating func eraseUnseen(at place: Int, seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let fields = try fields(at: place) { mayErase(in: $0, at: place) }
    guard let field = fields.randomElement(using: &random) else { return }
    let outcome = try stations[place].erase(field)
    guard stations[place].disk.image == nil, let outcome else { return }
    try record(outcome.written.map { LogName($0.scope, $0.dot.author) }, at: place)
  }

  /// A replica of another party is told why not, and nothing changes.
  private mutating func eraseWithoutRight(
    at place: Int, using random: inout SeededRandom
  ) throws {
    let replica = stations[place].replica
    let fields = try fields(at: place) { !replica.rights.isOwner(replica.author, of: $0) }
    guard let field = fields.randomElement(using: &random) else { return }
    let before = try (replica.heads(), replica.digests())
    do {
      _ = try replica.erase(
        field.cell, of: field.key,
        Occasion(person: nil, message: nil, time: stations[place].clock.read()))
    } catch let error as StoreError where [.notOwner, .keyNotRegistered].contains(error.code) {
      guard try before == (replica.heads(), replica.digests()) else {
        throw Divergence(description: "a refused erasure changed \(stations[place].name)")
      }
      figures.erasuresRefused += 1
      return
    }
    throw Divergence(description: "\(stations[place].name) erased in \(field.key.scope)")
  }

  /// An author of another party signs an erasure without asking its program.
  private mutating func forgeErasure(at place: Int, using random: inout SeededRandom) throws {
    ledger.disorderly.insert(Forger.hostile)
    let targets = ledger.changesets.filter {
      $0.header.scope == .vgr && !$0.writtenCells.isEmpty && $0.remainder != nil
    }.sorted { ($0.header.log, $0.header.hash.hex) < ($1.header.log, $1.header.hash.hex) }
    guard let target = targets.randomElement(using: &random), let remainder = target.remainder
    else { return }
    let erasure = Erasure(
      author: target.header.author, sequence: target.header.sequence, header: target.header.hash,
      remainder: remainder, cells: target.writtenCells)
    let forged = try forger.sign(Forger.hostile, [], erases: [erasure], using: &random)
    ledger.add(forged)
    figures.erasuresRefused += 1
    try receive([[forged.line]], at: place)
  }

  /// Who writes for the owner may erase; one whose log Peers ends or will end does not here.
  private func mayErase(in scope: Scope, at place: Int) -> Bool {
    let replica = stations[place].replica
    return replica.rights.isOwner(replica.author, of: scope)
      && !book.ends(replica.author, in: scope)
  }

  /// The fields that changesets of a replica's logs wrote, members of sets aside: their names stay.
  private func fields(
    at place: Int, where isWanted: (Scope) -> Bool
  ) throws -> [FieldOfRecord] {
    let replica = stations[place].replica
    var fields: [FieldOfRecord: Bool] = [:]
    for log in try replica.logs() where isWanted(log.name.scope) {
      for sent in try replica.changesets(of: log.name, after: 0, limitBytes: .max) {
        let changeset = try Changeset.decode(sent.line)
        for change in changeset.body?.changes ?? [] {
          let key = RecordKey(log.name.scope, change.record)
          for write in change.writes where write.cell.member == nil {
            fields[FieldOfRecord(key: key, cell: write.cell), default: false] =
              fields[FieldOfRecord(key: key, cell: write.cell)] == true
              || Secret.stands(in: write.value)
          }
        }
      }
    }
    return fields.map { FieldOfRecord(key: $0.key.key, cell: $0.key.cell, isSecret: $0.value) }
      .sorted { ($0.key, $0.cell) < ($1.key, $1.cell) }
  }

  /// Somebody looked for words here and elsewhere, so that the index has them.
  private func prepareSearching(at place: Int, using random: inout SeededRandom) throws {
    guard random.chance(percent: 40) else { return }
    for place in [place, self.place(random.number(in: 0...8))] {
      try SearchIndex(of: stations[place].replica).refresh()
    }
  }
}

extension Station {
  /// Erases a field; nil where a person would be told why not.
  fileprivate mutating func erase(_ field: FieldOfRecord) throws -> ErasureOutcome? {
    do {
      return try replica.erase(
        field.cell, of: field.key,
        Occasion(person: "anna.berg", message: "Beg\u{E4}ran", time: clock.read()))
    } catch Refusal.fork, Refusal.beyondPin, Refusal.pinMismatch, Refusal.noRight {
      return nil
    } catch let error as StoreError
      where [.logWaits, .keyNotRegistered, .nothingToErase, .unproven].contains(error.code)
    {
      return nil
    }
  }
}
