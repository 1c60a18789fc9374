import Foundation
import GRDB
import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// The file of an index is made again whenever it cannot be used, and the replica stays as it is.
@Suite struct SearchFileTests {
  /// A replica of which one record is found by `höft`.
  private func indexed() throws -> (TrialReplica, SearchIndex) {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "höft"))
    let index = SearchIndex(of: trial.replica)
    try index.refresh()
    return (trial, index)
  }

  private func isFound(_ index: SearchIndex) throws -> Bool {
    try index.refresh()
    return try index.search("höft", limit: 1).hits.map(\.key) == [.kol]
  }

  @Test func `before the first refresh nothing is found`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "höft"))
    #expect(try SearchIndex(of: trial.replica).search("höft", limit: 1).total == 0)
  }

  @Test func `an index that was deleted is made again`() throws {
    let (trial, index) = try indexed()
    try FileManager.default.removeItem(at: trial.folder.url.appending(path: "search.sqlite"))
    #expect(try isFound(index))
  }

  @Test func `a file that is no database is made again`() throws {
    let (trial, index) = try indexed()
    try trial.folder.url.appending(path: "search.sqlite").overwrite(
      with: String(repeating: "garbage\n", count: 2_000))
    #expect(try index.search("höft", limit: 1).total == 0)
    #expect(try isFound(index))
  }

  @Test func `a file with damage in its middle is made again`() throws {
    let (trial, index) = try indexed()
    let file = trial.folder.url.appending(path: "search.sqlite")
    var bytes = try Data(contentsOf: file)
    for place in 4_096..<bytes.count { bytes[place] = UInt8(place % 251) }
    try bytes.write(to: file)
    #expect(try isFound(index))
  }

  @Test func `an empty file is filled`() throws {
    let (trial, index) = try indexed()
    try trial.folder.url.appending(path: "search.sqlite").overwrite(with: "")
    #expect(try isFound(index))
  }

  @Test func `a database of something else is made again`() throws {
    let (trial, index) = try indexed()
    let file = trial.folder.url.appending(path: "search.sqlite")
    try FileManager.default.removeItem(at: file)
    try DatabaseQueue(path: file.path).write { try $0.execute(sql: "CREATE TABLE docs (a)") }
    #expect(try isFound(index))
  }

  @Test func `an index of another shape is made again`() throws {
    let (trial, index) = try indexed()
    try DatabaseQueue(path: index.file.url.path).write {
      try $0.execute(sql: "UPDATE settings SET value = 'another' WHERE name = 'shape'")
      try $0.execute(sql: "DELETE FROM docs")
    }
    #expect(try isFound(index))
    #expect(try trial.replica.verify().isEmpty)
  }

  @Test func `a schema that grew makes the index again with what it shows now`() throws {
    var trial = try TrialReplica()
    try trial.write(.put(.laterField, "höft"))
    let before = SearchIndex(of: trial.replica)
    try before.refresh()
    #expect(try before.search("höft", limit: 1).total == 0)
    try trial.reopen(schema: .trialGrown)
    #expect(try isFound(SearchIndex(of: trial.replica)))
  }

  @Test func `the file is for its owner alone`() throws {
    let (trial, index) = try indexed()
    #expect(index.file.url.path.hasPrefix(trial.folder.url.path))
    let attributes = try FileManager.default.attributesOfItem(atPath: index.file.url.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `nothing in the replica is changed, and an index that is current is only read`() throws
  {
    let (trial, index) = try indexed()
    let before = try Data(contentsOf: index.file.url)
    let watcher = try DatabaseQueue(path: trial.folder.database.path)
    let version = try watcher.read { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    #expect(try isFound(index))
    #expect(try watcher.read { try Int.fetchOne($0, sql: "PRAGMA data_version") } == version)
    #expect(try Data(contentsOf: index.file.url) == before)
  }

  @Test func `several threads and handles use one index at the same time`() async throws {
    let trial = try TrialReplica()
    var log = SignedLog(.vgr)
    try log.append(
      all: (0..<500).map { .put(.note, "höft", of: .named("implementation/14-r\($0)")) })
    try trial.receive(log.lines)
    let replica = trial.replica
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let index = SearchIndex(of: replica)
          while try index.refresh(limit: 37) != .complete {
            _ = try index.search("höft", limit: 5)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try SearchIndex(of: replica).search("höft", limit: 1).total == 500)
  }

  @Test func `a file that cannot be made is an error and no crash`() throws {
    let (trial, index) = try indexed()
    let file = trial.folder.url.appending(path: "search.sqlite")
    try FileManager.default.removeItem(at: file)
    try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
    expect(.readOnly) { try index.refresh() }
  }

  @Test func `a library without full-text search is told of in words`() {
    let error = DatabaseError(resultCode: .SQLITE_ERROR, message: "no such module: fts5")
    #expect((SearchFile.failure(error) as? StoreError)?.code == .searchUnavailable)
    let other = DatabaseError(resultCode: .SQLITE_FULL, message: "full")
    #expect((SearchFile.failure(other) as? StoreError)?.code == .diskFull)
  }
}
