import Foundation
import GRDB
import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

/// One replica of a simulated network, with its disk, its clock and the person in front of it.
struct Station {
  private let parent: TemporaryFolder
  let folder: ReplicaFolder
  private(set) var replica: Replica
  private(set) var disk: Disk
  private(set) var schema: Schema
  /// Which edition of Peers it has.
  private(set) var edition = 0
  var clock: TestClock
  var onlooker = Onlooker()
  private var backup: DiskImage?

  init(_ author: Author, rights: Rights, clock: TestClock) throws {
    parent = try TemporaryFolder()
    folder = ReplicaFolder(parent.file("replica"))
    try folder.create(
      author: author, replica: "replica-of-tests", signingKey: .trial(author))
    schema = .trial
    replica = try Replica.open(folder, schema: schema, rights: rights)
    disk = try Disk(under: replica)
    self.clock = clock
  }

  /// A copy of the folder, as someone makes who does not know better.
  init(copyOf other: Station) throws {
    parent = try TemporaryFolder()
    folder = ReplicaFolder(parent.file("replica"))
    try FileManager.default.copyItem(at: other.folder.url, to: folder.url)
    try other.disk.present.write(to: folder)
    (schema, edition, clock) = (other.schema, other.edition, other.clock)
    replica = try Replica.open(folder, schema: schema, rights: other.replica.rights)
    disk = try Disk(under: replica)
  }

  var name: String { replica.author.string }

  /// Ends the process and starts it again.
  mutating func reopen(schema: Schema? = nil, rights: Rights? = nil) throws {
    let rights = rights ?? replica.rights
    self.schema = schema ?? self.schema
    try replica.pool.close()
    replica = try Replica.open(folder, schema: self.schema, rights: rights)
    disk = try Disk(under: replica)
  }

  mutating func adopt(_ edition: Int, _ rights: Rights) throws {
    self.edition = edition
    try reopen(rights: rights)
  }

  /// The process died, and this is what the disk has.
  mutating func restart(from image: DiskImage) throws {
    try replica.pool.close()
    try image.write(to: folder)
    replica = try Replica.open(folder, schema: schema, rights: replica.rights)
    disk = try Disk(under: replica)
    onlooker = Onlooker()
  }

  /// Writes under another name from now on, with its key.
  mutating func rename(to author: Author) throws {
    var configuration = try folder.configuration()
    configuration.author = author.string
    try folder.save(configuration)
    try Data(SigningKey.trial(author).fileText.utf8).write(to: folder.key)
    onlooker = Onlooker()
    try reopen()
  }

  mutating func putAside() {
    backup = disk.present
  }

  /// Puts back what was put aside; false where nothing was.
  mutating func putBack() throws -> Bool {
    guard let backup else { return false }
    try restart(from: backup)
    return true
  }
}
