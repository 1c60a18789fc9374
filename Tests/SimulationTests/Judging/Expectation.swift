import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

/// What everyone holds once everything that was ever signed has come to everyone: read straight
/// from DESIGN sections 5 to 7, and from nothing that a replica says.
struct Expectation {
  private(set) var heads: [LogName: Head] = [:]
  /// What counts and can be read.
  private(set) var changesets: [OracleChangeset] = []

  init(_ ledger: Ledger, under rights: Rights) {
    let erased = Erased(ledger, under: rights)
    for (name, log) in ledger.signed.sorted(by: { $0.key < $1.key }) {
      let counting = Self.counting(log, name, of: ledger, under: rights)
      heads[name] = counting.last?.header.head
      // A changeset that cannot be read yet stops the merging of its own log.
      for changeset in counting.prefix(while: { !$0.isHeld }) {
        changesets.append(erased.left(of: changeset))
      }
    }
  }

  /// The changesets of a log that count, in their order.
  private static func counting(
    _ log: [Int64: [ContentHash: Changeset]], _ name: LogName, of ledger: Ledger,
    under rights: Rights
  ) -> [Changeset] {
    guard let registration = rights.registration(of: name.author),
      registration.mayWrite(name.scope)
    else { return [] }
    switch rights.pin(of: name) {
    case .atStart: return []
    case .at(let pin):
      return ledger.chain(of: name, to: pin) ?? unforked(log, through: pin.sequence - 1)
    case nil: return unforked(log, through: .max)
    }
  }

  /// As far as there is exactly one header for each place, which follows the one before it.
  private static func unforked(
    _ log: [Int64: [ContentHash: Changeset]], through last: Int64
  ) -> [Changeset] {
    var chain: [Changeset] = []
    while Int64(chain.count) < last, let branches = log[Int64(chain.count) + 1],
      branches.count == 1, let next = branches.values.first,
      next.header.previous == chain.last?.header.hash
    {
      chain.append(next)
    }
    return chain
  }
}

extension OracleChangeset {
  /// What a changeset says, as the definition of state speaks of it.
  init(_ changeset: Changeset) {
    let header = changeset.header
    self.init(
      scope: header.scope, author: header.author, sequence: header.sequence, time: header.time,
      changes: changeset.body?.changes ?? [])
  }
}
