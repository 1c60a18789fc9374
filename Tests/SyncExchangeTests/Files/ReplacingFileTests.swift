import Foundation
import StoreFixtures
import Testing

@testable import SyncExchange

struct ReplacingFileTests {
  @Test func `a file that is not finished leaves its place as it was`() throws {
    let share = try Share()
    try share.put([1], at: "file")
    do {
      let file = try ReplacingFile(path: share.url.appending(path: "file").path)
      try file.write([2])
    }
    #expect(try share.bytes(of: "file") == [1])
    #expect(try share.names() == ["file"])
  }

  @Test func `a finished file takes its place`() throws {
    let share = try Share()
    try share.put([1], at: "file")
    var file = try ReplacingFile(path: share.url.appending(path: "file").path)
    try file.write([2])
    #expect(try share.names().count == 2)
    try file.finish()
    #expect(try share.bytes(of: "file") == [2])
    #expect(try share.names() == ["file"])
  }

  @Test func `a folder that is not there is an error`() throws {
    let share = try Share()
    #expect(throws: SystemFailure.self) {
      _ = try ReplacingFile(path: share.url.appending(path: "no/file").path)
    }
  }
}
