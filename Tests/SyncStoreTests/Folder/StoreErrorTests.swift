import GRDB
import Testing

@testable import SyncStore

/// A process that runs as root may write anywhere, so these hold SQLite's codes against ours.
struct StoreErrorTests {
  @Test(arguments: [
    (ResultCode.SQLITE_FULL, StoreError.Code.diskFull), (.SQLITE_READONLY, .readOnly),
    (.SQLITE_READONLY_DIRECTORY, .readOnly), (.SQLITE_CANTOPEN, .readOnly),
    (.SQLITE_PERM, .readOnly), (.SQLITE_BUSY, .busy), (.SQLITE_BUSY_SNAPSHOT, .busy),
    (.SQLITE_LOCKED, .busy), (.SQLITE_NOTADB, .notADatabase), (.SQLITE_CORRUPT, .databaseDamaged),
    (.SQLITE_IOERR_READ, .databaseDamaged), (.SQLITE_CONSTRAINT, .database),
  ])
  func `a code of SQLite has one of ours`(_ code: ResultCode, _ expected: StoreError.Code) {
    #expect(StoreError(sqlite: code.rawValue, detail: "why").code == expected)
  }

  @Test func `a failure of GRDB is told in our words`() {
    let failure = DatabaseError(resultCode: .SQLITE_FULL, message: "disk full")
    #expect((StoreError.wrapping(failure) as? StoreError)?.code == .diskFull)
  }

  @Test func `an error of ours stays as it is`() {
    let error = StoreError(.busy, "It is busy.", hint: "Wait.")
    #expect((StoreError.wrapping(error) as? StoreError)?.message == "It is busy.")
  }

  @Test func `every error says what to do next`() {
    let codes: [ResultCode] = [
      .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_BUSY, .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR,
    ]
    #expect(codes.allSatisfy { !StoreError(sqlite: $0.rawValue, detail: "").hint.isEmpty })
  }

  @Test func `no two failures share a code`() {
    #expect(Set(StoreError.Code.allCases.map(\.rawValue)).count == StoreError.Code.allCases.count)
  }
}
