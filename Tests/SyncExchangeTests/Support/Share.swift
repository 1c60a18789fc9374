import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport

@testable import SyncExchange

/// A folder that the replicas of a test share.
struct Share {
  private let parent: TemporaryFolder
  let url: URL

  init() throws {
    parent = try TemporaryFolder()
    url = parent.file("share")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
  }

  var destination: Destination { Destination(name: "share", place: .folder(url), parties: []) }

  func destination(for party: Party) -> Destination {
    Destination(name: party.name, place: .folder(url), parties: [party])
  }

  /// The paths of all files below the folder, sorted.
  func names() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { path in
      FileAccess.status(of: url.appending(path: path).path)?.kind != .folder
    }.sorted()
  }

  func bytes(of name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: url.appending(path: name)))
  }

  /// Puts bytes at a path, whatever was there, with the folders that lead there.
  func put(_ bytes: [UInt8], at name: String, modified: Date? = nil) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    if let modified { try setModified(modified, of: name) }
  }

  func setModified(_ date: Date, of name: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: date], ofItemAtPath: url.appending(path: name).path)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: url.appending(path: name))
  }

  /// Puts a stretch of a log there under the name that it has.
  @discardableResult
  func put(_ log: SignedLog, _ range: ClosedRange<Int64>, isPacked: Bool = false) throws -> String {
    let lines = range.map { log.line(Int($0)) }
    let name = log.fileName(range, isPacked: isPacked)
    try put(isPacked ? packed(lines) : joined(lines), at: name)
    return name
  }
}

extension SignedLog {
  /// A log of so many small changesets.
  init(_ author: Author = .kalmar, in scope: Scope = .vgr, count: Int, salt: UInt8 = 0) throws {
    self.init(author, in: scope, salt: salt)
    for number in 1...count { try append(.put(.note, .string("\(author) \(number)"))) }
  }

  func fileName(_ range: ClosedRange<Int64>, isPacked: Bool = false) -> String {
    FolderName(
      log: name, content: .changesets(range), mark: head(at: Int(range.upperBound)).hash.mark,
      isPacked: isPacked
    ).path
  }
}

/// Lines as a file holds them.
func joined(_ lines: [[UInt8]]) -> [UInt8] {
  Array(lines.map { $0 + [UInt8(ascii: "\n")] }.joined())
}

/// Lines as a packed file holds them.
func packed(_ lines: [[UInt8]]) throws -> [UInt8] {
  var bytes: [UInt8] = []
  let deflater = try Deflater()
  try deflater.deflate(joined(lines)) { bytes += $0 }
  try deflater.finish { bytes += $0 }
  return bytes
}
