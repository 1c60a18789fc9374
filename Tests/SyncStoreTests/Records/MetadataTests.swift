import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

struct MetadataTests {
  /// Runs `body` with the words of a replica, in a transaction that is rolled back.
  private func withWords<Result>(_ body: (inout Words) throws -> Result) throws -> Result {
    let trial = try TrialReplica()
    return try trial.replica.write(at: .midsummer, isTrial: true) { session, _ in
      try session.withWords(body)
    }
  }

  private static let cells: [CellName] = [
    .note, .status, .codeJ44, .named("icd10/J45"), .count, .exists, .laterField,
    .named("note/of/a/member"), .named("a"), .named("icd10"),
  ]

  private func arbitrary(using random: inout SeededRandom) -> Metadata {
    var entries: [Metadata.Entry] = []
    for cell in Self.cells.sorted() where random.chance(percent: 60) {
      let isContested = random.chance(percent: 15)
      let sequence = random.one(of: [1, 2, 127, 128, 300, Value.integerLimit])
      let dot = Dot(random.one(of: [.vgr, .kalmar, .vgrAgain]), sequence)
      let kept = random.chance(percent: 30) ? Value.arbitrary(using: &random) : nil
      entries.append(
        Metadata.Entry(
          cell: cell, dot: isContested ? nil : dot, kept: isContested ? nil : kept))
    }
    return Metadata(entries: entries)
  }

  private func sorted(_ metadata: Metadata) -> [Metadata.Entry] {
    metadata.entries.sorted { $0.cell < $1.cell }
  }

  @Test func `what is written is what is read`() throws {
    let failure = try withWords { words in
      firstFailingSeed(outOf: 500) { random in
        let metadata = arbitrary(using: &random)
        let blob = try MetadataCoding.encode(metadata, words: &words)
        return try sorted(MetadataCoding.decode(blob, words: words)) == sorted(metadata)
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `equal states have equal blobs`() throws {
    let isSame = try withWords { words in
      var random = SeededRandom(seed: 1)
      let metadata = arbitrary(using: &random)
      let backwards = Metadata(entries: metadata.entries.reversed())
      let blob = try MetadataCoding.encode(metadata, words: &words)
      let again = try MetadataCoding.decode(
        MetadataCoding.encode(backwards, words: &words), words: words)
      return try MetadataCoding.encode(Metadata(entries: sorted(again)), words: &words) == blob
    }
    #expect(isSame)
  }

  @Test func `a blob cut anywhere is damaged, not a crash`() throws {
    let failure = try withWords { words in
      firstFailingSeed(outOf: 60) { random in
        let metadata = arbitrary(using: &random)
        let blob = try MetadataCoding.encode(metadata, words: &words)
        for length in 0..<blob.count {
          guard try isHarmless(Array(blob.prefix(length)), whole: metadata, words: words) else {
            return false
          }
        }
        return true
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a blob with any byte changed is read or damaged, not a crash`() throws {
    let failure = try withWords { words in
      firstFailingSeed(outOf: 40) { random in
        let blob = try MetadataCoding.encode(arbitrary(using: &random), words: &words)
        for index in blob.indices {
          for change in [UInt8(1), 0x10, 0x80, 0xFF] {
            var changed = blob
            changed[index] ^= change
            _ = try outcome(of: changed, words: words)
          }
        }
        return true
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a blob of any bytes is read or damaged, not a crash`() throws {
    let failure = try withWords { words in
      firstFailingSeed(outOf: 3_000) { random in
        let count = random.number(in: 0...24)
        let rest = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        _ = try outcome(of: [MetadataCoding.version] + rest, words: words)
        return true
      }
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  /// What a blob holds, or nil if it is damaged; any other error is passed on.
  private func outcome(of blob: [UInt8], words: Words) throws -> Metadata? {
    do {
      return try MetadataCoding.decode(blob, words: words)
    } catch let error as StoreError where error.code == .databaseDamaged {
      return nil
    }
  }

  /// A blob that ends between two groups reads as fewer cells; anywhere else it is damaged.
  private func isHarmless(_ blob: [UInt8], whole: Metadata, words: Words) throws -> Bool {
    guard let read = try outcome(of: blob, words: words) else { return true }
    return read.entries.count < whole.entries.count
      && read.entries.allSatisfy(whole.entries.contains)
  }

  @Test func `a settled record of ten fields takes at most 40 bytes`() throws {
    var trial = try TrialReplica(schema: .ten)
    let record = RecordName.named("ten/14-1")
    let writes = RecordType.ten.fields.map { Change.Write(CellName($0.name), "x") }
    try trial.write(Change(record: record, writes: writes))
    try trial.reopen()
    let size = try trial.rows("SELECT length(metadata) FROM ten").compactMap(Int.init)
    #expect(size == [14])
  }

  @Test func `ten fields by ten writes of two authors take at most 60 bytes`() throws {
    let trial = try TrialReplica(schema: .ten)
    let record = RecordName.named("ten/14-1")
    var other = SignedLog(.kalmar)
    for (number, field) in RecordType.ten.fields.enumerated() {
      let change = Change.put(CellName(field.name), "x", of: record)
      if number % 2 == 0 { try trial.write(change) } else { try other.append(change) }
    }
    try trial.receive(other.lines)
    let size = try trial.rows("SELECT length(metadata) FROM ten").compactMap(Int.init)
    #expect(size.allSatisfy { $0 <= 60 })
  }
}

extension Schema {
  fileprivate static let ten = Schema(version: 1, types: [.ten])
}

extension RecordType {
  fileprivate static let ten = RecordType(
    .named("ten"), "Tio", summary: "Ten fields.", home: .region,
    identity: .regional(.named("field_0")),
    fields: (0..<10).map { number in
      Field(.named("field_\(number)"), "Fält", .plain(.text), help: "A field.")
    })
}
