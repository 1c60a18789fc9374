import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncStore

/// Two replicas that nothing gives away continue one log; once they hear of each other, both issue
/// again what they wrote, and nothing is lost.
struct ReissueTests {
  private var left: TrialReplica
  private var right: TrialReplica

  init() throws {
    left = try TrialReplica()
    try left.write(.put(.note, "before"))
    try left.write(.put(.contact, "Anna"))
    right = try TrialReplica(cloneOf: left)
  }

  private func meet() throws {
    #expect(try settle([left.replica, right.replica]))
    #expect(try Standing(of: left.replica) == Standing(of: right.replica))
    #expect(try left.replica.verify() == [] && right.replica.verify() == [])
  }

  private func values(_ cell: CellName, of key: RecordKey = .kol) throws -> Set<Value> {
    Set(try left.replica.record(key)?.state[cell]?.siblings.map(\.value) ?? [])
  }

  @Test func `a clone that nothing gives away forks the log`() throws {
    #expect(try left.write(.put(.note, "left")) == Dot(.vgr, 3))
    #expect(try right.write(.put(.note, "right")) == Dot(.vgr, 3))
  }

  @Test func `both values of one cell stand beside each other after they met`() throws {
    try left.write(.put(.note, "left"))
    try right.write(.put(.note, "right"))
    try meet()
    #expect(try values(.note) == ["left", "right"])
  }

  @Test func `values of different cells are all there after they met`() throws {
    try left.write(.put(.note, "left"))
    try right.write(.put(.contact, "right"))
    try meet()
    #expect(try values(.note) == ["left"] && values(.contact) == ["right"])
  }

  @Test func `without any edit a receipt that shows the fork issues everything again`() throws {
    try left.write(.put(.note, "left"))
    try right.write(.put(.note, "right"))
    try carry(from: right.replica, to: left.replica)
    #expect(try left.shown(.note) == "left")
    #expect(try left.name != "14-vgr")
  }

  @Test func `what stood live on the branch is issued, what it had ended is not`() throws {
    for note in ["first", "second"] { try left.write(.put(.note, .string(note))) }
    try right.write(.put(.isPilot, .boolean(true)))
    try meet()
    #expect(try values(.note) == ["second"])
  }

  @Test func `a removal on the branch is issued again`() throws {
    let record = RecordKey(.vgr, .named("implementation/14-set"))
    let before = try TrialReplica()
    try before.write(.put(.codeJ44, .boolean(true), of: record.name))
    var (left, right) = (before, try TrialReplica(cloneOf: before))
    try left.assign([Edit.Assignment(.codeJ44, nil)], to: record)
    try right.write(.put(.note, "right", of: record.name))
    #expect(try settle([left.replica, right.replica]))
    try left.reopen()
    try right.reopen()
    #expect(try left.replica.record(record)?.state[.codeJ44] == nil)
    #expect(try Standing(of: left.replica) == Standing(of: right.replica))
  }

  @Test func `a record deleted on the branch is hidden again, what it had seen with it`() throws {
    let record = RecordName.named("implementation/14-gone")
    try left.write(.put(.note, "left", of: record))
    try left.delete(record)
    try right.write(.put(.note, "right"))
    try meet()
    let state = try #require(try left.replica.record(RecordKey(.vgr, record))?.state)
    #expect(state.existence == .hidden)
  }

  @Test func `what others wrote in answer to a branch leaves no value lost`() throws {
    try left.write(.put(.note, "left"))
    let kalmar = try TrialReplica(.kalmar)
    try carry(from: left.replica, to: kalmar.replica)
    try kalmar.assign([Edit.Assignment(.note, "theirs")])
    try right.write(.put(.note, "right"))
    #expect(try settle([left.replica, right.replica, kalmar.replica]))
    #expect(try values(.note) == ["left", "right", "theirs"])
  }

  @Test func `what this replica replaced under its new name is not issued again`() throws {
    try left.write(.put(.note, "left"))
    // The folder is moved, so it goes on under another name before the fork is known.
    let moved = try TrialReplica(copyOf: left)
    try moved.assign([Edit.Assignment(.note, "settled")])
    try right.write(.put(.isPilot, .boolean(true)))
    #expect(try settle([moved.replica, right.replica]))
    let state = try #require(try moved.replica.record(.kol)?.state)
    #expect(state[.note]?.siblings.map(\.value) == ["settled"])
    #expect(state[.isPilot] != nil)
  }

  @Test func `a value under the present name stays beside what is issued again`() throws {
    try left.write(.put(.note, "left"))
    // The folder is moved, so it goes on under another name; its value replaces nothing.
    let moved = try TrialReplica(copyOf: left)
    try moved.write(.put(.note, "beside it"))
    let name = try moved.name
    try right.write(.put(.isPilot, .boolean(true)))
    #expect(try settle([moved.replica, right.replica]))
    let siblings = try #require(try moved.replica.record(.kol)?.state[.note]?.siblings)
    #expect(Set(siblings.map(\.value)) == ["left", "beside it"])
    #expect(try moved.name != name)
    #expect(try Standing(of: moved.replica) == Standing(of: right.replica))
  }

  @Test func `copies of one branch issue it once between them`() throws {
    try left.write(.put(.note, "left"))
    let twin = try TrialReplica(copyOf: left)
    try right.write(.put(.note, "right"))
    #expect(try settle([left.replica, right.replica, twin.replica]))
    let siblings = try #require(try left.replica.record(.kol)?.state[.note]?.siblings)
    #expect(Set(siblings.map(\.value)) == ["left", "right"])
  }

  @Test func `a branch is issued again once`() throws {
    try left.write(.put(.note, "left"))
    try right.write(.put(.note, "right"))
    try meet()
    let before = try Standing(of: left.replica).heads
    try meet()
    try carry(from: right.replica, to: left.replica)
    #expect(try Standing(of: left.replica).heads == before)
    #expect(try left.rows("SELECT reissued FROM own_logs WHERE author = '14-vgr'") == ["3"])
  }

  @Test func `a lower fork has the rest of the branch issued again`() throws {
    let third = try TrialReplica(cloneOf: left)
    try left.write(.put(.isPilot, .boolean(true)))
    let fourth = try TrialReplica(cloneOf: left)
    try left.write(.put(.note, "left"))
    try fourth.write(.put(.note, "fourth"))
    #expect(try settle([left.replica, fourth.replica]))
    #expect(try left.rows("SELECT reissued FROM own_logs WHERE author = '14-vgr'") == ["4"])
    try third.write(.put(.contact, "third"))
    #expect(try settle([left.replica, fourth.replica, third.replica]))
    #expect(try values(.note) == ["left", "fourth"])
    #expect(try values(.isPilot) == [.boolean(true)] && values(.contact) == ["third"])
    #expect(try left.rows("SELECT reissued FROM own_logs WHERE author = '14-vgr'") == ["3"])
  }

  @Test func `without a right nothing is issued and nothing fails`() throws {
    var (left, right) = (left, right)
    try left.write(.put(.note, "left"))
    try right.write(.put(.note, "right"))
    let rights = TrialParties().without(.vgr).rights
    try left.reopen(rights: rights)
    try carry(from: right.replica, to: left.replica)
    try left.reopen(rights: right.replica.rights)
    try left.write(.put(.isPilot, .boolean(true)))
    #expect(try settle([left.replica, right.replica]))
    #expect(try Standing(of: left.replica) == Standing(of: right.replica))
  }

  @Test func `who wrote, why and when stands in what is issued again`() throws {
    let occasion = Occasion(
      person: "eva.lind", message: "Beslut", time: .named("2026-03-01T00:00:00.000Z"))
    try left.replica.edit(occasion) { _ in [(.vgr, .put(.note, "left"))] }
    try right.write(.put(.note, "right"))
    try carry(from: right.replica, to: left.replica)
    let last = try #require(try left.replica.history(of: .kol).last)
    #expect(last.origin.person == "eva.lind" && last.origin.message == "Beslut")
    #expect(last.origin.time == occasion.time)
  }

  @Test func `it is told what was issued again`() throws {
    try left.write(.put(.note, "left"))
    try right.write(.put(.note, "right"))
    let told = Told()
    var replica = left.replica
    replica.announce = { told.add($0) }
    try carry(from: right.replica, to: replica)
    #expect(told.texts.count == 2 && told.texts[1].contains("issued again"))
  }

  @Test func `whatever both wrote, every live value is live afterwards`() throws {
    let failure = firstFailingSeed(outOf: 25) { random in
      let left = try TrialReplica()
      try Self.scribble(left, 3, using: &random)
      let right = try TrialReplica(cloneOf: left)
      let start = try left.replica.heads()[LogName(.vgr, .vgr)]?.sequence ?? 0
      try Self.scribble(left, random.number(in: 1...6), using: &random)
      try Self.scribble(right, random.number(in: 1...6), using: &random)
      let wanted = try [left, right].map { try Self.newValues(in: $0, after: start) }
      guard try settle([left.replica, right.replica]),
        try Standing(of: left.replica) == Standing(of: right.replica)
      else { return false }
      let present = Set(try left.allLive().map(\.placed))
      return try wanted.allSatisfy { $0.isSubset(of: present) } && left.replica.verify() == []
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  private static func scribble(
    _ trial: TrialReplica, _ count: Int, using random: inout SeededRandom
  ) throws {
    for _ in 0..<count {
      let key = RecordKey(.vgr, .named("implementation/14-\(random.number(in: 1...3))"))
      let cell = random.one(of: [CellName.note, .contact, .codeJ44])
      let text = "\(random.number(in: 1...1_000_000))"
      let value: Value? =
        random.chance(percent: 15) ? nil : cell.member == nil ? .string(text) : .boolean(true)
      try trial.assign([Edit.Assignment(cell, value)], to: key)
    }
  }

  /// The values behind the common start that stand live on a branch, before anybody met.
  private static func newValues(
    in trial: TrialReplica, after start: Int64
  ) throws -> Set<Placed> {
    Set(try trial.allLive().filter { $0.sequence > start }.map(\.placed))
  }
}

/// A value in its place.
struct Placed: Hashable {
  let key: RecordKey
  let cell: CellName
  let value: Value
  var sequence: Int64 = 0

  var placed: Placed { Placed(key: key, cell: cell, value: value) }
}

extension TrialReplica {
  /// Every live value, whoever wrote it.
  fileprivate func allLive() throws -> [Placed] {
    var live: [Placed] = []
    try replica.forEachRecord { record in
      for cell in record.state.cells {
        for sibling in cell.siblings {
          live.append(
            Placed(
              key: record.key, cell: cell.name, value: sibling.value,
              sequence: sibling.dot.sequence))
        }
      }
    }
    return live
  }
}
