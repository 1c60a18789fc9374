import Dispatch
import Logging
import StoreFixtures
import SyncCore
import SyncStore
import Synchronization
import TestSupport
import Testing

@testable import SyncHTTP

struct ReplicaHostTests {
  @Test func `who comes while Peers is read again is judged by the new ones`() async throws {
    let trial = try TrialReplica(.national)
    let peers = PeersFolder(trial.parent.file("Peers"))
    for party in TrialParties().without(.skane).rights.parties { _ = try peers.save(party) }
    let folder = trial.folder
    let opened = Mutex(0)
    let (reading, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let host = try ReplicaHost(
      peers: peers, limits: ServerLimits(), logger: Logger(label: "test"),
      lookInterval: .seconds(3_600)
    ) {
      let rights = try peers.load()
      if opened.withLock({
        $0 += 1; return $0
      }) == 2 {
        reading.signal()
        mayGoOn.wait()
      }
      return try Replica.open(folder, schema: .trial, rights: rights)
    }
    for party in TrialParties().rights.parties { _ = try peers.save(party) }
    try await host.withThreads {
      async let first = host.upToDate()
      await withCheckedContinuation { told in
        DispatchQueue.global().async {
          reading.wait()
          told.resume()
        }
      }
      async let second = host.upToDate()
      DispatchQueue.global().async { mayGoOn.signal() }
      for opened in await [first, second] {
        #expect(opened.replica.rights.registration(of: .skane) != nil)
      }
    }
  }
}
