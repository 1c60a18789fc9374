package import Foundation
package import SyncCore
package import SyncStore
import SyncWire

/// One file of changesets, to mail or to carry on a stick: `.jsonl`, or `.jsonl.gz` packed.
package enum ChangesetFile {
  /// What came of a file, with the fates of its first lines to explain.
  package struct Application: Sendable {
    package let report: ExchangeReport
    /// In the order of the file: the first `entriesLimit`, then as many that were refused.
    package let entries: [Receipt.Entry]
    /// Of a rehearsal, which records and conflicts there would be more of.
    package let outlook: Outlook?
  }

  /// How many lines' fates are kept to be explained.
  package static let entriesLimit = 1_000

  // MARK: Export

  /// Writes every changeset that a party, or anyone, may have, and the proofs of forks.
  ///
  /// Without a party all scopes but internal ones. Lines are sorted by scope, author and sequence;
  /// a file whose name ends in `.gz` is packed. Memory: one batch.
  ///
  /// - Returns: the number of changesets, fork proofs apart.
  /// - Throws: `no_changesets`, `file_not_written`, or the replica's failure; a file of that name
  ///   is as it was.
  package static func export(
    _ replica: Replica, to url: URL, for party: Party?, includeInternal: Bool = false
  ) throws -> Int {
    let exchange = Exporting(replica: replica, party: party, includeInternal: includeInternal)
    do {
      return try exchange.write(to: url)
    } catch let failure as SystemFailure {
      throw ExchangeError(
        .fileNotWritten,
        "\(url.path) could not be written: \(failure.message)."
          + " It is as it was.",
        hint: "Check the folder, your rights to it and its free space.", cause: failure)
    }
  }

  // MARK: Apply

  /// Merges a file of changesets, packed or not, batch by batch.
  ///
  /// A line that is refused goes to quarantine and the rest goes on; a torn end is a problem in
  /// the report.
  ///
  /// - Parameter isTrial: tell what would happen, and write nothing.
  /// - Throws: `file_missing`, `file_unreadable`, `no_changesets`, `not_changesets`: nothing was
  ///   changed. What the replica throws: the batches before it stay merged.
  package static func apply(
    _ replica: Replica, from url: URL, isTrial: Bool = false, now: Timestamp
  ) throws -> Application {
    var application = Applying(url: url)
    var outlook: Outlook?
    do {
      if isTrial {
        outlook = try replica.rehearse(from: url.path, at: now) { receive in
          try withoutActuallyEscaping(receive) { receive in
            try application.run(Intake.Receiver(receive: receive, refuse: { _, _ in }))
          }
        }
      } else {
        try application.run(
          Intake.Receiver(
            receive: { try replica.receive($0, from: url.path, at: now) },
            refuse: { try replica.refuse($0, evidence: $1, from: url.path, at: now) }))
        try replica.settle(at: now)
      }
    } catch let failure as SystemFailure {
      throw failure.isAbsence
        ? ExchangeError(
          .fileMissing, "There is no file \(url.path). Nothing was changed.",
          hint: "Check its path.", cause: failure)
        : ExchangeError(
          .fileUnreadable,
          "\(url.path) cannot be read: \(failure.message)."
            + " What was merged before stays.",
          hint: "Check your rights to the file and its disk; then apply it again.", cause: failure)
    }
    return Application(
      report: application.intake.report, entries: application.intake.entries, outlook: outlook)
  }
}
