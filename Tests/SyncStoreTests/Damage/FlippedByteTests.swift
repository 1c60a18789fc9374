import Foundation
import GRDB
import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// `verify` finds a single changed byte, wherever it lies.
///
/// `SYNCD_FLIPS=20000` flips that many bytes of the file.
struct FlippedByteTests {
  private static let flips =
    ProcessInfo.processInfo.environment["SYNCD_FLIPS"].flatMap { Int($0) } ?? 40

  @Test func `the replica that is damaged here is healthy`() throws {
    let trial = try TrialReplica.full()
    #expect(try trial.replica.verify() == [])
    let empty = try DamagedTable.names(in: trial).filter {
      try trial.rows("SELECT * FROM \"\($0)\"").isEmpty
    }
    #expect(empty.sorted() == ["body", "claims"])
  }

  @Test func `a changed value in any column of any row is found`() throws {
    let trial = try TrialReplica.full()
    var (changed, missed) = (0, Set<String>())
    for table in try DamagedTable.names(in: trial) where table != "grdb_migrations" {
      for flip in try DamagedTable(table, in: trial).flips {
        guard try flip.apply(to: trial) else { continue }
        changed += 1
        // What verify throws, as of tables of another version, is an alarm as well.
        if (try? trial.replica.verify()) == [], !DatabaseBytes.isObserved(flip.column, of: table) {
          missed.insert("\(table).\(flip.column)")
        }
        try flip.revert(in: trial)
      }
    }
    print("faults: \(changed) values changed in the tables")
    #expect(missed == [])
    #expect(try trial.replica.verify() == [])
  }

  @Test func `a letter of the list of tables that becomes a capital one changes no row`() throws {
    let bytes = try DatabaseBytes(of: .full())
    let listed = Array("tablelogslogs".utf8)
    let start = try #require(bytes.original.firstRange(of: listed)?.lowerBound)
    func contents(_ bytes: DatabaseBytes, _ file: [UInt8]) throws -> [String] {
      try withTemporaryFolder { try DatabaseBytes.contents(of: bytes.folder(file, in: $0)) }
    }
    let whole = try contents(bytes, bytes.original)
    for place in start..<start + listed.count {
      var changed = bytes.original
      changed[place] ^= 0x20
      #expect(try contents(bytes, changed) == whole, "letter \(place - start)")
    }
  }

  @Test func `a changed byte of the file is found or changes no row`() throws {
    let bytes = try DatabaseBytes(of: .full())
    let whole = try withTemporaryFolder { parent in
      try DatabaseBytes.contents(of: bytes.folder(bytes.original, in: parent))
    }
    // Most of a small file is empty pages; a byte that is something is worth more.
    let places = bytes.original.indices.filter { bytes.original[$0] != 0 }
    var found = 0
    var missed: [String] = []
    for seed in 0..<Self.flips {
      var random = SeededRandom(seed: UInt64(seed))
      var changed = bytes.original
      let place = places[random.number(in: 0...places.count - 1)]
      changed[place] ^= UInt8(1) << UInt8(random.number(in: 0...7))
      try withTemporaryFolder { parent in
        let folder = try bytes.folder(changed, in: parent)
        if bytes.isFound(in: folder) {
          found += 1
        } else {
          let rows = try DatabaseBytes.contents(of: folder)
          let differing = Set(rows).symmetricDifference(whole).sorted()
          if !differing.isEmpty { missed.append("byte \(place): \(differing)") }
        }
      }
    }
    print("faults: \(Self.flips) bytes of the file flipped, \(found) found, the rest in no row")
    // The replica has random salts, so the rows tell more than the seed.
    #expect(missed == [])
  }
}
