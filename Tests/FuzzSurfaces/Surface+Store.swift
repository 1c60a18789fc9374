import StoreFixtures
import SyncCore
import TestSupport

@testable import SyncStore

extension Surface {
  /// A metadata blob is damaged, or reads the same once it is written anew.
  static let metadata = Surface("metadata") {
    let trial = try TrialReplica()
    for cell in ["note", "count", "icd10/J45", "later_field"] {
      try trial.write(.put(.named(cell), "x"))
    }
    return { bytes in
      try trial.replica.write(at: .midsummer, isTrial: true) { session, _ in
        try session.withWords { words in try requireSound(bytes, &words) }
      }
    }
  }
}

private func requireSound(_ bytes: [UInt8], _ words: inout Words) throws {
  let metadata: Metadata
  do {
    metadata = try MetadataCoding.decode(bytes, words: words)
  } catch {
    let code = (error as? StoreError)?.code
    return try claim("a damaged blob is told as one, not \(error)", code == .databaseDamaged)
  }
  // Entries of one dot may lie in several groups; writing puts them together.
  let once = try MetadataCoding.encode(metadata, words: &words)
  let read = try MetadataCoding.decode(once, words: words)
  try claim("no entry is lost", read.entries.count == metadata.entries.count)
  for entry in metadata.entries { try claim("an entry is kept", read.entries.contains(entry)) }
  // Twice the same cell is nothing that we write, and then there is no one order.
  guard Set(metadata.entries.map(\.cell)).count == metadata.entries.count else { return }
  try claim(
    "what was written is written the same", MetadataCoding.encode(read, words: &words) == once)
}
