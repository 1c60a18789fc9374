import ArgumentParser
import Foundation
import Inspection
import SyncCore
import SyncExchange
import SyncStore

/// `syncd forks`: list the logs that were continued twice.
struct ForksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forks",
    abstract: "List the logs that were continued twice.",
    discussion: """
      A replica that was copied or restored may give a number of its log out twice. Such a log \
      ends before the fork, everywhere. Whoever wrote behind it issues that again by itself, under \
      a new name; nothing has to be done, unless one of the two does not exist any more.

        syncd forks
        syncd forks reissue region/14 14-vgr --other-holder-gone share/region/14/14-vgr/*
      """,
    subcommands: [ForksListCommand.self, ForksReissueCommand.self],
    defaultSubcommand: ForksListCommand.self)
}

/// `syncd forks list`: list the forked logs and what became of what was written here.
struct ForksListCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the forked logs, and what became of what was written here.")

  @OptionGroup var global: GlobalOptions

  func answer() throws -> any Answer {
    ForksAnswer(forks: try global.workspace().replica.forkedLogs())
  }
}

/// `syncd forks reissue`: write again what a holder who is gone had written behind a fork.
struct ForksReissueCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "reissue",
    abstract: "Write again what a holder who is gone had written behind a fork.",
    discussion: """
      Only a person can know that nobody holds the other branch any more, as after a restore: its \
      holder would write everything again by itself. What is known of that branch here is used, \
      and the files that are named, as they lie in a shared folder.

        syncd forks reissue region/14 14-vgr --other-holder-gone
        syncd forks reissue region/14 14-vgr --other-holder-gone share/region/14/14-vgr/*
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The scope of the log.")
  var scope: String

  @Argument(help: "Its author, one of this replica's own names.")
  var author: String

  @Argument(help: ArgumentHelp("Files of changesets with the other branch.", valueName: "file"))
  var files: [String] = []

  @Flag(help: "Nobody holds the other branch any more who could write it again.")
  var otherHolderGone = false

  func validate() throws {
    guard otherHolderGone else {
      throw ValidationError(
        "A holder writes its branch again by itself; say --other-holder-gone where it is gone.")
    }
    guard Scope(scope) != nil else { throw ValidationError("\(scope) is no scope.") }
    guard Author(author) != nil else { throw ValidationError("\(author) is no author.") }
  }

  func answer() throws -> any Answer {
    guard let scope = Scope(scope), let author = Author(author) else { throw Ending.personNeeded }
    let log = LogName(scope, author)
    let replica = try global.workspace().replica
    let lines = try files.flatMap { try ChangesetFile.lines(of: log, in: URL(filePath: $0)) }
    let count = try replica.reissueOtherBranches(of: log, from: lines, at: .now)
    return ReissueAnswer(log: log, changesets: count, author: try replica.incarnation().author)
  }
}

/// The forked logs.
struct ForksAnswer: Answer {
  let forks: [ForkedLog]

  var json: Value { .document([(Text("forks"), .array(forks.map(\.json)))]) }

  func text(_ style: Style) -> String {
    guard !forks.isEmpty else { return "No log is forked." }
    return forks.map { fork in
      style.alarm("\(fork.name)") + "  ends before \(fork.fork)\n  \(fork.told)"
    }.joined(separator: "\n")
  }
}

extension ForkedLog {
  fileprivate var json: Value {
    .document([
      ("scope", .text(name.scope.text)), ("author", .text(name.author.text)),
      ("sequence", .integer(fork)), ("written_here", written.map { .integer($0) } ?? .null),
      ("reissued_from", reissued.map { .integer($0) } ?? .null),
      ("is_pending", .boolean(isPending)),
    ])
  }

  /// What became of what this replica wrote, for people.
  fileprivate var told: String {
    guard let written else {
      return "This replica wrote nothing behind the fork; whoever did writes it again."
    }
    return isPending
      ? "What this replica wrote up to \(written) is written again once Peers lets it."
      : "What this replica wrote up to \(written) was written again under a new name."
  }
}

/// What was written again of a branch.
struct ReissueAnswer: Answer {
  let log: LogName
  let changesets: Int
  /// The name under which it was.
  let author: Author

  var json: Value {
    .document([
      ("scope", .text(log.scope.text)), ("author", .text(log.author.text)),
      ("changesets", .count(changesets)), ("written_as", .text(author.text)),
    ])
  }

  func text(_ style: Style) -> String {
    changesets == 0
      ? "Everything on the other branch of \(log) stands here already; nothing was written."
      : "The other branch of \(log) was written again as \(author), in"
        + (changesets == 1 ? " 1 changeset." : " \(changesets) changesets.")
  }
}
