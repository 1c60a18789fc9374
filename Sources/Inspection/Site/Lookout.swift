import Foundation
import SyncCore
import SyncStore
import Synchronization

/// What pages show from memory because working it out takes a pass over the whole catalogue. It
/// is worked out behind answers, and pages say of when it is.
final class Lookout: Sendable {
  /// What a pass over the catalogue found.
  struct Findings: Sendable {
    let findings: [CheckFinding]
    /// The same, summed up.
    let groups: [FindingGroup]
    let time: Timestamp
    fileprivate let heads: Heads
  }

  private struct State {
    var findings: Findings?
    /// When the next pass may begin, so that passes never take most of the time.
    var nextPass = ContinuousClock.now
  }

  /// What the catalogue's pages need.
  let shelf = CatalogueShelf()
  private let state = Mutex(State())

  /// What the last pass found; nil until the first one has ended.
  var findings: Findings? { state.withLock { $0.findings } }

  /// Makes a pass if something came or was written since the last one.
  func refresh(_ workspace: Workspace) {
    shelf.refresh(workspace.replica)
    let began = ContinuousClock.now
    let (last, isDue) = state.withLock { ($0.findings, began >= $0.nextPass) }
    guard isDue, let heads = try? workspace.replica.heads(), last?.heads != heads,
      let found = try? Check(workspace).run()
    else { return }
    let findings = Findings(
      findings: found, groups: FindingGroup.groups(of: found), time: .now, heads: heads)
    state.withLock { state in
      state.findings = findings
      state.nextPass = .now + (ContinuousClock.now - began) * Self.restPerWork
    }
  }

  /// How long it rests after a pass, as a multiple of the pass.
  private static let restPerWork = 4
}
