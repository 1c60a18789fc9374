import Foundation
import Inspection
import SyncCore
import SyncExchange
import SyncStore

/// Files of changesets on their way into a replica, one after the other.
struct FileApplying {
  let workspace: Workspace
  let console: Console
  /// Whether all of it is only rehearsed, each file for itself.
  let isTrial: Bool
  private var applications: [ChangesetFile.Application] = []
  private var parts: [ExchangeAnswer.Part] = []
  private var failures: [any Error] = []

  init(workspace: Workspace, console: Console, isTrial: Bool) {
    self.workspace = workspace
    self.console = console
    self.isTrial = isTrial
  }

  /// Applies a file; what stops it does not stop the next one.
  mutating func apply(_ url: URL) {
    do {
      let watch = try ConflictWatch(workspace.replica)
      let application = try ChangesetFile.apply(
        workspace.replica, from: url, isTrial: isTrial, now: .now)
      applications.append(application)
      // Of a rehearsal nothing is left to count.
      let newConflicts =
        try application.outlook?.conflicts.count ?? watch.added(by: application.report).count
      parts.append(ExchangeAnswer.Part(report: application.report, newConflicts: newConflicts))
    } catch {
      failures.append(error)
    }
  }

  /// What came of all files.
  ///
  /// - Throws: why the first file failed that did; what came of the others is told on stderr.
  func answer() throws -> ExchangeAnswer {
    if let failure = failures.first {
      for part in parts {
        console.note(part.lines(.plain).joined(separator: "\n"))
      }
      throw failure
    }
    let fates = applications.flatMap(\.entries).compactMap(ChangesetFate.init)
    var answer = ExchangeAnswer(
      parts: parts, openConflicts: try workspace.replica.conflictCount())
    answer.details = [
      ("dry_run", .boolean(isTrial)), ("changesets", .array(fates.map(\.json))),
    ]
    guard isTrial else {
      answer.lines = fates.filter(\.isRefused).map(\.line)
      return answer
    }
    let outlooks = applications.compactMap(\.outlook)
    answer.details += outlooks.details
    answer.lines = outlooks.flatMap(\.lines) + fates.map(\.line)
    answer.lines.append("Nothing was written: this was a dry run.")
    return answer
  }
}
