import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import SyncExchange

struct RoundTripTests {
  @Test func `what one replica pushes another pulls`() async throws {
    let share = try Share()
    let (vgr, kalmar) = (try TrialReplica(.vgr), try TrialReplica(.kalmar))
    try vgr.writeNotes(3)
    await vgr.push(share)
    await kalmar.pull(share)
    #expect(try Standing(of: kalmar.replica) == Standing(of: vgr.replica))
  }

  @Test func `a replica relays what it got from others`() async throws {
    let (first, second) = (try Share(), try Share())
    let (vgr, kalmar, skane) = try (
      TrialReplica(.vgr), TrialReplica(.kalmar), TrialReplica(.skane)
    )
    try vgr.writeNotes(3)
    await vgr.push(first)
    await kalmar.pull(first)
    await kalmar.push(second)
    await skane.pull(second)
    #expect(try Standing(of: skane.replica) == Standing(of: vgr.replica))
  }

  @Test func `the report counts what was read, merged, sent and in conflict`() async throws {
    let share = try Share()
    let (vgr, kalmar) = (try TrialReplica(.vgr), try TrialReplica(.kalmar))
    try vgr.writeNotes(3)
    try kalmar.writeNotes(2)
    await kalmar.push(share)
    let report = await vgr.sync(share)
    #expect(report.received == 2 && report.merged == 2 && report.sent == 3)
    #expect(report.conflictsAdded == 1 && report.needsPerson)
  }

  @Test func `with nothing new no file is opened and none is written`() async throws {
    let share = try Share()
    let (vgr, kalmar) = (try TrialReplica(.vgr), try TrialReplica(.kalmar))
    try vgr.writeNotes(3)
    try kalmar.writeNotes(3, prefix: "i ")
    for replica in [vgr, kalmar, vgr] { await replica.sync(share) }
    let names = try share.names()
    let reports = await [vgr.sync(share), kalmar.sync(share)]
    #expect(reports.map(\.filesOpened) == [0, 0] && reports.map(\.sent) == [0, 0])
    #expect(try share.names() == names)
  }

  @Test func `a second push writes only what came since`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    try vgr.writeNotes(3)
    await vgr.push(share)
    try vgr.writeNotes(2)
    #expect(await vgr.push(share).sent == 2)
    let starts = try share.names().map { $0.split(separator: "/")[3].prefix(3) }
    #expect(starts.map(String.init) == ["1-3", "4-5"])
  }

  @Test func `a pull of one new file opens one file`() async throws {
    let share = try Share()
    let (vgr, kalmar) = (try TrialReplica(.vgr), try TrialReplica(.kalmar))
    for _ in 0..<5 {
      try vgr.writeNotes(1)
      await vgr.push(share)
      #expect(await kalmar.pull(share).filesOpened == 1)
    }
  }

  @Test func `a small file is plain and a large one is packed`() async throws {
    let share = try Share()
    let (vgr, kalmar) = (try TrialReplica(.vgr), try TrialReplica(.kalmar))
    try vgr.writeNotes(1)
    try kalmar.writeNotes(40)
    await vgr.push(share)
    await kalmar.push(share)
    let names = try share.names()
    #expect(names.map { $0.hasSuffix(".gz") } == [true, false])
    #expect(try Array(share.bytes(of: names[0]).prefix(2)) == [0x1F, 0x8B])
  }

  @Test func `packed files round trip`() async throws {
    let share = try Share()
    let (vgr, kalmar) = (try TrialReplica(.vgr), try TrialReplica(.kalmar))
    try vgr.writeNotes(60)
    await vgr.push(share)
    await kalmar.pull(share)
    #expect(try Standing(of: kalmar.replica) == Standing(of: vgr.replica))
  }

  @Test func `no temporary file is left`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    try vgr.writeNotes(40)
    await vgr.push(share)
    #expect(try share.names().allSatisfy { FolderName(path: $0) != nil })
  }

  @Test func `a temporary file that was left long ago is removed, a fresh one is not`() async throws
  {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    let midsummer = Double(Timestamp.midsummer.milliseconds) / 1_000
    try share.put(
      [1], at: "region/.syncd-tmp-a", modified: Date(timeIntervalSince1970: midsummer - 90_000))
    try share.put(
      [1], at: "region/.syncd-tmp-b", modified: Date(timeIntervalSince1970: midsummer - 80_000))
    await vgr.push(share)
    #expect(try share.names() == ["region/.syncd-tmp-b"])
  }

  @Test func `how an exchange went is noted under the peer's name`() async throws {
    let share = try Share()
    let vgr = try TrialReplica(.vgr)
    try vgr.writeNotes(2)
    await vgr.sync(share)
    let noted = try vgr.replica.exchanges()
    #expect(noted.map(\.peer) == ["share"] && noted.map(\.sent) == [2])
    #expect(noted.first?.succeeded == .midsummer)
  }

  @Test func `files stay below their limit and together hold the log`() async throws {
    let share = try Share()
    let (vgr, kalmar) = (try TrialReplica(.vgr), try TrialReplica(.kalmar))
    let text = String(repeating: "lång text ", count: 90_000)
    for number in 0..<11 { try vgr.write(.put(.note, .string("\(number) \(text)"))) }
    await vgr.push(share)
    #expect(try share.names().count == 2)
    await kalmar.pull(share)
    #expect(try kalmar.replica.heads() == vgr.replica.heads())
  }

  @Test func `two replicas that push the same at once do no harm`() async throws {
    let share = try Share()
    let (vgr, kalmar, skane) = try (
      TrialReplica(.vgr), TrialReplica(.kalmar), TrialReplica(.skane)
    )
    try vgr.writeNotes(30)
    try kalmar.writeNotes(30)
    try carry(from: vgr.replica, to: kalmar.replica)
    try carry(from: kalmar.replica, to: vgr.replica)
    let exchanges = [vgr.exchange(), kalmar.exchange(), vgr.exchange(), kalmar.exchange()]
    let destination = share.destination
    let errors = await withTaskGroup(of: ExchangeError?.self) { group in
      for exchange in exchanges { group.addTask { await exchange.push(destination).error } }
      return await group.reduce(into: []) { $0.append($1?.message) }
    }
    #expect(errors.allSatisfy { $0 == nil })
    await skane.pull(share)
    #expect(try Standing(of: skane.replica) == Standing(of: vgr.replica))
    #expect(try share.names().count == 2)
  }

  @Test func `replicas that meet through folders in any order end up equal`() async {
    let failure = await firstFailingSeed(outOf: 6) { random in
      let shares = [try Share(), try Share()]
      let replicas = try [Author.vgr, .kalmar, .skane, .national].map { try TrialReplica($0) }
      for _ in 0..<30 {
        let replica = random.one(of: replicas)
        let share = random.one(of: shares)
        switch random.number(in: 0...4) {
        case 0, 1: try replica.writeNotes(random.number(in: 1...8))
        case 2: await replica.push(share)
        case 3: await replica.pull(share)
        default: await replica.sync(share)
        }
        // A stick that somebody tidied up.
        if random.chance(percent: 10), let name = try share.names().randomElement(using: &random) {
          try share.remove(name)
        }
      }
      for replica in replicas + replicas {
        for share in shares where await replica.sync(share).error != nil { return false }
      }
      let standings = try replicas.map { try Standing(of: $0.replica) }
      return standings.allSatisfy { $0 == standings[0] }
        && replicas.allSatisfy { (try? $0.replica.verify()) == [] }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }
}
