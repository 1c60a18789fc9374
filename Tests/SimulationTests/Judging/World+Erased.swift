import Foundation
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncExchange
@testable import SyncStore

extension World {
  /// What was erased is nowhere: in no log, table, index or file of any replica, and in no file that
  /// somebody has in the share.
  mutating func judgeErased() throws {
    let erased = Erased(ledger, under: book.editions[book.last])
    figures.textsErased += erased.texts.count
    for station in stations {
      try judge(erased, in: station.replica, called: station.name)
    }
    guard figures.erasures > 0 else { return }
    for place in stations.indices { try exchange(at: place, .push) }
    if !isShareSpoilt { try judgeShare(erased) }
  }

  /// Whether somebody damaged files in the share: nobody takes those for their own.
  private var isShareSpoilt: Bool { figures.kinds.keys.contains { $0.hasPrefix("spoil") } }

  func judge(_ erased: Erased, in replica: Replica, called name: String) throws {
    guard try !replica.waitsForScrub() else {
      throw Divergence(description: "\(name) has not cleared what was erased")
    }
    let lines = try replica.keptLines()
    for line in lines {
      guard let changeset = try? Changeset.decode(line) else { continue }
      if let place = erased.remains(in: changeset).first {
        throw Divergence(
          description: "\(name) keeps \(place.cell) of \(place.record) in"
            + " \(changeset.header.sequence) of \(changeset.header.log), which was erased")
      }
    }
    guard !erased.texts.isEmpty else { return }
    let files = try FileManager.default.contentsOfDirectory(
      at: replica.folder.url, includingPropertiesForKeys: nil)
    let pieces =
      try files.map { ($0.lastPathComponent, try Data(contentsOf: $0)) }
      + lines.map { ("a line", Data($0)) }
    for (file, bytes) in pieces {
      if let text = Secret.texts(in: bytes).intersection(erased.texts).first {
        throw Divergence(description: "\(name) has the erased \(text) in \(file)")
      }
    }
  }

  private func judgeShare(_ erased: Erased) throws {
    let authors = Set(stations.map(\.replica.author.registered))
    let folder = SharedFolder(share.url)
    for entry in try folder.list().entries
    where authors.contains(entry.name.log.author.registered) {
      var remains: CellPlace?
      _ = try folder.read(entry.file) { line in
        guard case .line(let bytes, _) = line, let changeset = try? Changeset.decode(bytes) else {
          return
        }
        remains = remains ?? erased.remains(in: changeset).first
      }
      if let remains {
        throw Divergence(description: "\(entry.name.path) has the erased \(remains)")
      }
    }
  }

  /// One who begins with a snapshot at the very end holds the same as everyone; and so it does when
  /// the older log has come, which proves it.
  func judgeNewcomer() throws {
    guard let signer = try stations.first(where: { try mayEndWith($0.replica) }) else { return }
    let rights = book.editions[book.last]
    var bytes: [UInt8] = []
    _ = try signer.replica.writeSnapshot(
      at: .midsummer, of: { _ in true }, emit: { bytes += $0 })
    let party = rights.party(of: signer.replica.author) ?? ""
    let author = party == "national" ? "98-newcomer" : "\(party)-newcomer"
    let newcomer = try TrialReplica(.named(author), schema: .trialGrown, rights: rights)
    let file = SnapshotFile(newcomer.parent.file("s"))
    try Data(bytes).write(to: file.url)
    _ = try newcomer.replica.load(file, at: .midsummer)
    let wanted = try Standing(of: stations[0].replica)
    let begun = try Standing(of: newcomer.replica)
    guard begun.live == wanted.live, begun.digests == wanted.digests else {
      throw Divergence(description: "one who begins with a snapshot holds something else")
    }
    var random = SeededRandom(seed: UInt64(ledger.count) + 2)
    for _ in 0..<3 { try newcomer.receive(ledger.lines.shuffled(using: &random)) }
    let proof = try newcomer.replica.prove(at: .midsummer)
    guard proof.problems.isEmpty, proof.unproven.isEmpty,
      try Standing(of: newcomer.replica) == wanted
    else {
      throw Divergence(
        description: "the older log does not prove a snapshot: \(proof.problems), \(proof.unproven)"
      )
    }
    try judge(Erased(ledger, under: rights), in: newcomer.replica, called: "the newcomer")
  }

  private func mayEndWith(_ replica: Replica) throws -> Bool {
    let key = try? replica.folder.signingKey().publicKey
    return try replica.rights.registration(of: replica.author)?.key == key
      && replica.logs().contains { $0.merged > 0 }
  }
}

extension Replica {
  /// Every line that is kept anywhere, unpacked.
  fileprivate func keptLines() throws -> [[UInt8]] {
    try read { session in
      try session.statement(
        """
        SELECT line FROM changesets UNION ALL SELECT line FROM waiting
        UNION ALL SELECT line FROM forks UNION ALL SELECT evidence FROM quarantine
        """
      ).rows { PackedLine.unpack($0.blob(0)) ?? $0.blob(0) }
    }
  }
}
