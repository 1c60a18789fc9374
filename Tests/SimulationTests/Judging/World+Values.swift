import StoreFixtures
import SyncCore
import SyncStore
import SyncWire
import TestSupport

/// A value that an edit acknowledged: where it stands, and what it is.
private struct Deed: Hashable {
  let record: RecordName
  let cell: CellName
  let value: Value
}

extension World {
  /// A person says at every replica that was restored that nobody goes on with what it wrote
  /// after the backup.
  mutating func reissueForTheGone() throws {
    for place in stations.indices {
      let replica = stations[place].replica
      for fork in try replica.forkedLogs()
      where ledger.restored.contains(fork.name.author)
        && fork.name.author.registered == replica.author.registered
      {
        do {
          try replica.reissueOtherBranches(
            of: fork.name, from: ledger.lines, at: stations[place].clock.read())
        } catch let error as StoreError
          where [.branchMissing, .keyNotRegistered, .logWaits].contains(error.code)
        {
          continue
        } catch Refusal.beyondPin, Refusal.pinMismatch, Refusal.noRight {
          continue
        }
      }
      try discover(at: place)
    }
  }

  /// Every value that an edit acknowledged counts, or was issued again, or was ended by somebody
  /// who knew it: on its own branch or elsewhere.
  func judgeValues() throws {
    let replica = stations[0].replica
    let heads = try replica.heads()
    let issued = try issuedValues()
    let erased = Erased(ledger, under: book.editions[book.last])
    for (log, acknowledged) in ledger.acknowledged.sorted(by: { $0.key < $1.key })
    where isKept(log) {
      let counting = heads[log]?.sequence ?? 0
      for (sequence, hashes) in ledger.signed[log] ?? [:] where acknowledged[sequence] != nil {
        for changeset in hashes.values {
          let hash = try replica.headerHash(at: sequence, of: log)
          guard sequence > counting || hash != changeset.header.hash else { continue }
          for deed in changeset.deeds
          where issued[log.author.registered]?.contains(deed) != true
            && !erased.contains(CellPlace(deed.record, deed.cell), of: changeset.header)
            && !isEnded(deed, changeset.header)
          {
            throw Divergence(
              description:
                "\(deed.cell) of \(deed.record), written as \(sequence) of \(log), is lost")
          }
        }
      }
    }
  }

  /// Whether nothing but forks may have ended a log.
  private func isKept(_ log: LogName) -> Bool {
    let rights = book.editions[book.last]
    let registered = LogName(log.scope, log.author.registered)
    return rights.pin(of: log) == nil && rights.pin(of: registered) == nil
      && rights.registration(of: log.author)?.mayWrite(log.scope) == true
      && ledger.abandoned.allSatisfy { $0.registered != log.author.registered }
      && ![Forger.hostile, Forger.newer].contains(log.author)
  }

  /// What counting changesets wrote, whether or not it was erased since, by the registered names of
  /// their authors.
  private func issuedValues() throws -> [Author: Set<Deed>] {
    var issued: [Author: Set<Deed>] = [:]
    for (log, head) in try stations[0].replica.heads() {
      for changeset in ledger.chain(of: log, to: head) ?? [] {
        issued[log.author.registered, default: []].formUnion(changeset.deeds)
      }
    }
    return issued
  }

  /// Whether a later changeset of its own branch wrote over a value, or anybody at all named it.
  private func isEnded(_ deed: Deed, _ header: Header) -> Bool {
    ledger.signed.contains { log, changesets in
      log.scope == header.scope
        && changesets.values.joined().contains { _, other in
          let isLater = log == header.log && descends(other.header, from: header)
          return (other.body?.changes ?? []).contains { change in
            change.record == deed.record
              && (isLater && change.allWrites.contains { $0.cell == deed.cell }
                || change.replaced(in: deed.cell).contains(header.dot))
          }
        }
    }
  }

  /// Whether one changeset of a log follows another, on the same branch.
  private func descends(_ header: Header, from other: Header) -> Bool {
    var present = header
    while present.sequence > other.sequence, let previous = present.previous {
      guard let before = ledger.signed[header.log]?[present.sequence - 1]?[previous] else {
        return false
      }
      present = before.header
      if present.hash == other.hash { return true }
    }
    return false
  }
}

extension Changeset {
  /// The values that it wrote; deletes name dots that have other names where they are issued again.
  fileprivate var deeds: [Deed] { (body?.changes ?? []).flatMap(\.deeds) }
}

extension Change {
  fileprivate var deeds: [Deed] {
    writes.map { Deed(record: record, cell: $0.cell, value: $0.value) }
  }
}
