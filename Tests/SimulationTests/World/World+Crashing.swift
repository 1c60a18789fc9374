import StoreFixtures
import SyncCore
import TestSupport

@testable import SyncStore

extension World {
  /// Lets an operation run, and then goes on from what the disk had when a statement began.
  ///
  /// What the operation did after that instant never happened: nobody has seen it, for a replica
  /// tells others nothing while it works.
  mutating func crash(
    at place: Int, during operation: Operation, _ statement: Int, _ cut: PowerCut, seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    stations[place].disk.takeImage(afterStatements: statement)
    switch operation {
    case .edit:
      let written = try stations[place].edit(breadth: breadth, seed: seed)
      guard stations[place].disk.image == nil else { break }
      try record(written.map { LogName($0.scope, $0.dot.author) }, at: place)
    case .receive:
      let other = self.place(random.number(in: 0...8))
      guard other != place else { break }
      let lines = try offer(from: stations[other].replica, to: stations[place].replica)
      try receive([lines], at: place)
    case .pull: try exchange(at: place, .pull)
    case .erase: try eraseUnseen(at: place, seed: seed)
    }
    let image = stations[place].disk.imageTaken()
    try stations[place].restart(from: cut == .yes ? image.cut(using: &random) : image)
    try discover(at: place)
    try judgeRestart(at: place)
  }

  /// Whatever was acknowledged is there, and nothing is there by half.
  func judgeRestart(at place: Int) throws {
    let replica = stations[place].replica
    let problems = try replica.verify()
    guard problems.isEmpty else {
      throw Divergence(description: "\(replica.author) after a crash: \(problems)")
    }
    for (log, acknowledged) in stations[place].wrote
    where !ledger.disorderly.contains(log.author) && replica.rights.pin(of: log) == nil {
      for (sequence, hash) in acknowledged {
        let stored = try replica.storedHash(at: sequence, of: log)
        guard stored == hash else {
          throw Divergence(description: "the acknowledged \(sequence) of \(log) is lost")
        }
      }
    }
  }

  /// What people do to folders. A copy or a restore that shows goes on under a new name at once; of
  /// the others the logs fork, and end before the fork everywhere.
  mutating func suffer(_ fault: Fault, at place: Int) throws {
    switch fault {
    case .backup: stations[place].putAside()
    case .restore, .restoreWhole:
      let names = try stations[place].ownNames()
      guard try stations[place].putBack(withGuard: fault == .restoreWhole) else { return }
      // What it wrote after the backup may be nowhere else.
      ledger.disorderly.formUnion(names)
      ledger.restored.formUnion(names)
    case .copy, .clone:
      guard stations.count < 9 else { return }
      if fault == .clone { ledger.disorderly.formUnion(try stations[place].ownNames()) }
      stations.append(try Station(copyOf: stations[place], isClone: fault == .clone))
    }
  }
}

extension Station {
  /// The names under which it wrote or writes.
  func ownNames() throws -> Set<Author> {
    let logs = try replica.read { try OwnLogs($0).all().map(\.name.author) }
    return Set(logs + [replica.author, try replica.incarnation().author])
  }
}

extension Replica {
  /// The hash of a header that is stored, whether or not it counts.
  func storedHash(at sequence: Int64, of name: LogName) throws -> ContentHash? {
    try read { session in
      let logs = Logs(session)
      return try logs.existing(name).flatMap { try logs.changeset(sequence, of: $0)?.hash }
    }
  }
}
