import Foundation
import SyncCore
import SyncStore

extension KernelRound {
  /// Writes a snapshot of everything, and begins a new replica with it.
  func addSnapshot(of replica: Replica, _ base: Duration, into samples: inout Samples) throws {
    let file = folder.appending(path: "a.snapshot")
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    samples.add(
      "writing a snapshot",
      try clock.measure {
        _ = try replica.writeSnapshot(at: now, of: { _ in true }) {
          try handle.write(contentsOf: $0)
        }
      }, of: base)
    try handle.close()
    samples.add(
      "a new replica from a snapshot, ready to sync",
      try clock.measure {
        let begun = try makeReplica(named: "begun", for: workload.other, otherKey)
        _ = try begun.load(SnapshotFile(file), at: now)
      }, of: base, must: 1.0, aim: 0.5)
  }
}
