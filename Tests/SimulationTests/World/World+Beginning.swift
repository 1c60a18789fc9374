import Foundation
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

extension World {
  /// A new replica begins with a snapshot of all that another one holds; its process dies meanwhile.
  mutating func begin(
    from source: Int, _ statement: Int, _ cut: PowerCut, seed: UInt64
  ) throws {
    guard stations.count < 9 else { return }
    var random = SeededRandom(seed: seed)
    guard let snapshot = try snapshot(of: source) else { return }
    if random.chance(percent: 50) { try cutPower(of: source, after: snapshot, using: &random) }
    let signer = stations[source]
    guard let author = newcomer(for: signer, snapshot.manifest, using: &random) else { return }
    var station = try Station(author, rights: signer.replica.rights, clock: signer.clock)
    if random.chance(percent: 50) { try station.reopen(schema: .trialGrown) }
    try station.adopt(signer.edition, signer.replica.rights)
    if random.chance(percent: 30) { try station.adopt(book.last, book.editions[book.last]) }
    do {
      try begin(&station, with: snapshot, statement, cut, using: &random)
    } catch let error as StoreError where error.code == .snapshotNotBelieved {
      guard try station.replica.logs().isEmpty else { throw error }
      figures.snapshotsRefused += 1
      return
    }
    figures.snapshotsBegun += 1
    stations.append(station)
    try judgeRestart(at: stations.count - 1)
  }

  private struct Snapshot {
    let manifest: SnapshotManifest
    let bytes: [UInt8]
  }

  /// What `syncd snapshot` writes, or nil where a person would be told why not.
  private func snapshot(of place: Int) throws -> Snapshot? {
    var bytes: [UInt8] = []
    do {
      let written = try stations[place].replica.writeSnapshot(
        at: stations[place].clock.now, of: { _ in true }, emit: { bytes += $0 })
      return Snapshot(manifest: written.manifest, bytes: bytes)
    } catch let error as StoreError
      where [.keyNotRegistered, .unproven, .nothingToSnapshot].contains(error.code)
    {
      return nil
    }
  }

  /// What a snapshot stands for survives its maker's power cut.
  private mutating func cutPower(
    of place: Int, after snapshot: Snapshot, using random: inout SeededRandom
  ) throws {
    let image = stations[place].disk.imageTaken()
    try stations[place].restart(from: image.cut(using: &random))
    try judgeRestart(at: place)
    let heads = try stations[place].replica.heads()
    guard snapshot.manifest.heads.allSatisfy({ $1.sequence <= heads[$0]?.sequence ?? 0 }) else {
      throw Divergence(description: "a power cut took what a snapshot stands for")
    }
  }

  /// Who writes for the new replica: another office, or the same author once more, as after a
  /// disk was lost. One of a party that has no reason to believe the signer is refused.
  private func newcomer(
    for signer: Station, _ manifest: SnapshotManifest, using random: inout SeededRandom
  ) -> Author? {
    let author = signer.replica.author
    let isKnown = manifest.heads.keys.contains { $0.author.registered == author.registered }
    if isKnown, random.chance(percent: 30) { return author }
    let taken = Set(stations.map(\.replica.author))
    let free = Self.newcomers.filter { !taken.contains($0) && book.authors.contains($0) }
    let own = free.filter { signer.replica.rights.party(of: $0) == party(of: signer) }
    if party(of: signer) != "national", random.chance(percent: 85) {
      return own.randomElement(using: &random)
    }
    return free.randomElement(using: &random)
  }

  private func party(of station: Station) -> String? {
    station.replica.rights.party(of: station.replica.author)
  }

  private mutating func begin(
    _ station: inout Station, with snapshot: Snapshot, _ statement: Int, _ cut: PowerCut,
    using random: inout SeededRandom
  ) throws {
    let file = SnapshotFile(station.folder.url.deletingLastPathComponent().appending(path: "s"))
    try Data(snapshot.bytes).write(to: file.url)
    station.disk.takeImage(afterStatements: statement)
    try station.replica.load(file, at: station.clock.read())
    let image = station.disk.imageTaken()
    try station.restart(from: cut == .yes ? image.cut(using: &random) : image)
    if try station.replica.logs().isEmpty {
      figures.snapshotsInterrupted += 1
      try station.replica.load(file, at: station.clock.read())
    }
    let heads = try station.replica.heads().filter { $0.value.sequence > 0 }
    guard heads == snapshot.manifest.heads else {
      throw Divergence(description: "\(station.name) has half of a snapshot")
    }
  }
}
