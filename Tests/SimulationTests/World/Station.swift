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
  private var backup: (image: DiskImage, wrote: [LogName: [Int64: ContentHash]])?
  /// What its edits acknowledged and no fault took back.
  var wrote: [LogName: [Int64: ContentHash]] = [:]

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
  ///
  /// - Parameter isClone: nothing gives the copy away, as of a whole virtual machine.
  init(copyOf other: Station, isClone: Bool) throws {
    parent = try TemporaryFolder()
    folder = ReplicaFolder(parent.file("replica"))
    try FileManager.default.copyItem(at: other.folder.url, to: folder.url)
    try other.disk.present.write(to: folder)
    if isClone { try Self.hideCopy(in: folder) }
    (schema, edition, clock) = (other.schema, other.edition, other.clock)
    wrote = other.wrote
    replica = try Replica.open(folder, schema: schema, rights: other.replica.rights)
    disk = try Disk(under: replica)
  }

  /// Lets the guard say what it would say if the folder had always been there.
  private static func hideCopy(in folder: ReplicaFolder) throws {
    let file = GuardFile(in: folder)
    guard var copied = file.read() else { return }
    copied.place = try Whereabouts.observed(of: folder)
    try file.replace(with: copied)
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
  mutating func restart(from image: DiskImage, withGuard: Bool = true) throws {
    try replica.pool.close()
    try image.write(to: folder, withGuard: withGuard)
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
    backup = (disk.present, wrote)
  }

  /// Puts back what was put aside, the guard with it or not; false where nothing was.
  mutating func putBack(withGuard: Bool) throws -> Bool {
    guard let backup else { return false }
    try restart(from: backup.image, withGuard: withGuard)
    wrote = backup.wrote
    return true
  }
}
