import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

/// Several replicas that edit and exchange at random, each by its own clock.
struct Network {
  var members: [Member]
  /// Every dot that an edit acknowledged.
  private(set) var acknowledged: [LogName: Int64] = [:]
  /// How many records of a type there are.
  private let breadth: Int
  private(set) var rights = TrialParties().rights

  /// Three to six members; the last may be a relay, whom Peers does not name: it only passes on.
  init(using random: inout SeededRandom) throws {
    let authors: [Author] = [.vgr, .kalmar, .national, .skane, .vgrAgain]
    var chosen = Array(authors.shuffled(using: &random).prefix(random.number(in: 3...5)))
    if random.chance(percent: 40) { chosen.append(.named("99-relay")) }
    breadth = random.one(of: [1, 2, 6])
    let rights = rights
    members = try chosen.map { author in
      try Member(author, rights: rights, clock: .arbitrary(using: &random))
    }
  }

  /// Copies one member that Peers names; the copy writes under a name of its own.
  mutating func copyOne(using random: inout SeededRandom) throws {
    let named = members.filter { member in
      member.mayWrite && member.trial.replica.author.registered == member.trial.replica.author
    }
    let original = random.one(of: named)
    members.append(try Member(copyOf: original, clock: .arbitrary(using: &random)))
  }

  /// Puts other Peers in force everywhere.
  mutating func adopt(_ parties: TrialParties) throws {
    rights = parties.rights
    for index in members.indices { try members[index].trial.reopen(rights: rights) }
  }

  var replicas: [Replica] { members.map(\.trial.replica) }

  /// One thing that happens somewhere: mostly an edit or an exchange.
  mutating func step(using random: inout SeededRandom) throws {
    let index = random.number(in: 0...members.count - 1)
    switch random.number(in: 0...99) {
    case 0..<50:
      for written in try members[index].edit(breadth: breadth, using: &random) {
        acknowledged[LogName(written.scope, written.dot.author)] = written.dot.sequence
      }
    case 50..<85:
      let other = random.number(in: 0...members.count - 1)
      guard other != index else { return }
      try carryBadly(
        from: members[other].trial.replica, to: members[index].trial.replica,
        at: members[index].clock.read(), using: &random)
    case 85..<92:
      members[index].clock.jump(milliseconds: Int64(random.number(in: -10...10)) * 31_556_952_000)
    case 92..<97:
      try members[index].trial.reopen()
    default:
      try members[index].trial.reopen(schema: .trialGrown)
    }
  }
}

/// One replica of a network, and the person in front of it.
struct Member {
  var trial: TrialReplica
  var clock: TestClock
  /// Whether Peers names it.
  let mayWrite: Bool
  private var onlooker = Onlooker()

  init(_ author: Author, rights: Rights, clock: TestClock) throws {
    trial = try TrialReplica(author, rights: rights)
    mayWrite = rights.registration(of: author) != nil
    self.clock = clock
  }

  init(copyOf original: Member, clock: TestClock) throws {
    trial = try TrialReplica(copyOf: original.trial)
    mayWrite = true
    self.clock = clock
  }

  /// Writes something, or nothing where a person would be told why not.
  mutating func edit(
    breadth: Int, using random: inout SeededRandom
  ) throws -> [Written] {
    guard mayWrite else { return [] }
    do {
      return try onlooker.edit(
        trial.replica, at: clock.read(), breadth: breadth, using: &random)
    } catch Refusal.fork, Refusal.beyondPin, Refusal.pinMismatch {
      return []
    } catch let error as StoreError where error.code == .logWaits {
      return []
    }
  }
}
