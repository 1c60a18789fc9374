import Foundation
import StoreFixtures
import SyncCore
import SyncExchange
import SyncStore
import TestSupport
import Testing

@testable import SyncHTTP

/// Connections cut at many places, in pull and in push. CI tries a sample of the places;
/// `SYNCD_CUTS=1000` tries so many.
@Suite struct CutTests {
  private static let sample =
    ProcessInfo.processInfo.environment["SYNCD_CUTS"].flatMap { Int($0) } ?? 12

  @Test(arguments: FaultyProxy.Direction.allCases)
  func `a pull that is cut anywhere loses nothing and ends with the next run`(
    _ direction: FaultyProxy.Direction
  ) async throws {
    let national = try TrialReplica(.national)
    try national.fill()
    try await survive(.pull, direction, from: national)
  }

  @Test(arguments: FaultyProxy.Direction.allCases)
  func `a push that is cut anywhere loses nothing and ends with the next run`(
    _ direction: FaultyProxy.Direction
  ) async throws {
    let region = try TrialReplica(.vgr)
    try region.fill()
    try await survive(.push, direction, from: region)
  }

  /// Cuts one exchange after another, each with a replica of its own that lacks everything.
  private func survive(
    _ half: Exchange.Direction, _ direction: FaultyProxy.Direction, from source: TrialReplica
  ) async throws {
    for place in try await places(half, direction, from: source) {
      let sink = try TrialReplica(half == .pull ? .vgr : .national)
      let (server, client) = half == .pull ? (source, sink) : (sink, source)
      try await servingSpoiled(server.replica) { proxy in
        proxy.reset(.cut(direction, afterBytes: place))
        let broken = try await client.run(half, at: proxy.address, settings: .single)
        #expect(!proxy.isWaiting, "nothing was cut at \(place)")
        #expect(broken.error?.code == .peerUnreachable, "cut at \(place): \(broken.summary)")
        #expect(try sink.replica.verify() == [], "cut at \(place)")
        let whole = try await client.run(half, at: proxy.address, settings: .single)
        #expect(whole.error == nil, "after a cut at \(place): \(whole.summary)")
        #expect(
          try Standing(of: sink.replica) == Standing(of: source.replica), "cut at \(place)")
        #expect(try sink.replica.quarantine() == [] && source.replica.quarantine() == [])
        #expect(try sink.replica.waitingLogs().isEmpty)
      }
    }
  }

  /// Places within the bytes that a good exchange takes that way.
  private func places(
    _ half: Exchange.Direction, _ direction: FaultyProxy.Direction, from source: TrialReplica
  ) async throws -> [Int] {
    let sink = try TrialReplica(half == .pull ? .vgr : .national)
    let (server, client) = half == .pull ? (source, sink) : (sink, source)
    let bytes = try await servingSpoiled(server.replica) { proxy in
      let report = try await client.run(half, at: proxy.address, settings: .single)
      #expect(report.error == nil, "\(report.summary)")
      return direction == .up ? proxy.traffic.upBytes : proxy.traffic.downBytes
    }
    // The lengths of a few header fields differ from run to run; the last bytes are left out.
    let all = 0..<(bytes - 64)
    var random = SeededRandom(seed: UInt64(bytes))
    return [0, 1] + (0..<Self.sample).map { _ in random.number(in: 2...(all.count - 1)) }
  }

  @Test func `attempts within one run get over cuts by themselves`() async throws {
    let national = try TrialReplica(.national)
    try national.fill()
    let region = try TrialReplica(.vgr)
    try await servingSpoiled(national.replica) { proxy in
      proxy.reset(.cut(.down, afterBytes: 3_000))
      let report = try await region.run(.pull, at: proxy.address)
      #expect(report.error == nil, "\(report.summary)")
      #expect(try Standing(of: region.replica) == Standing(of: national.replica))
    }
  }

  @Test func `what came whole before a cut is merged and not asked for again`() async throws {
    let national = try TrialReplica(.national)
    try national.fill()
    let region = try TrialReplica(.vgr)
    try await servingSpoiled(national.replica) { proxy in
      let whole = try await TrialReplica(.kalmar).run(.pull, at: proxy.address)
      let bytes = proxy.traffic.downBytes
      proxy.reset(.cut(.down, afterBytes: bytes * 3 / 4))
      let broken = try await region.run(.pull, at: proxy.address, settings: .single)
      #expect(broken.merged > 0 && broken.merged < whole.merged, "\(broken.summary)")
      let rest = try await region.run(.pull, at: proxy.address)
      #expect(rest.received == whole.received - broken.merged, "\(rest.summary)")
    }
  }

  @Test func `a connection that stands still is given up`() async throws {
    let national = try TrialReplica(.national)
    try national.fill()
    let region = try TrialReplica(.vgr)
    var settings = ClientSettings.single
    settings.idleLimit = .seconds(1)
    try await servingSpoiled(national.replica) { proxy in
      for direction in FaultyProxy.Direction.allCases {
        proxy.reset(.stall(direction, afterBytes: 1_500))
        let report = try await region.run(.pull, at: proxy.address, settings: settings)
        #expect(report.error?.code == .peerUnreachable, "\(report.summary)")
      }
      proxy.reset()
      let report = try await region.run(.pull, at: proxy.address)
      #expect(report.error == nil, "\(report.summary)")
      #expect(try Standing(of: region.replica) == Standing(of: national.replica))
    }
  }

  @Test(arguments: [1, 2, 7])
  func `bytes that come in crumbs are put together again`(_ size: Int) async throws {
    let national = try TrialReplica(.national)
    try national.fill()
    let region = try TrialReplica(.vgr)
    try region.writeNotes(4)
    try await servingSpoiled(national.replica) { proxy in
      proxy.reset(.crumble(size == 2 ? .up : .down, pieceBytes: size))
      let report = try await region.run(.sync, at: proxy.address)
      #expect(report.error == nil, "\(report.summary)")
      #expect(try Standing(of: region.replica) == Standing(of: national.replica))
    }
  }
}

extension TrialReplica {
  /// Writes into two logs, with values that hardly pack.
  fileprivate func fill() throws {
    var random = SeededRandom(seed: 7)
    for number in 0..<12 {
      let noise = (0..<30).map { _ in String(random.next(), radix: 36) }.joined()
      try write(
        .put(.note, .string("\(number) \(noise)")),
        in: replica.author == .vgr ? .vgr : .named("region"))
      if replica.author == .national {
        try write(.put(.note, .string("\(number) \(noise)")), in: .named("national/register"))
      }
    }
  }
}
