import ArgumentParser
import Inspection
import SyncCore
import SyncStore

/// `syncd verify`: check every signature and hash, and that the tables hold what the logs say.
struct VerifyCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every signature and hash, and that the tables hold what the logs say.",
    discussion: """
      Everything is worked out again from the logs, by other code than the merge. Exit code 3 if \
      something does not fit.

        syncd verify --json
      """)

  @OptionGroup var global: GlobalOptions

  func answer() throws -> any Answer {
    let progress = ProgressLine("Verified changesets")
    defer { progress.finish() }
    let problems = try global.workspace().replica.verify { progress.show($0, step: 50) }
    return VerifyAnswer(problems: problems)
  }
}

/// What verification found; nothing is good.
struct VerifyAnswer: Answer {
  let problems: [String]

  var needsPerson: Bool { !problems.isEmpty }

  var json: Value {
    .document([("ok", .boolean(problems.isEmpty)), ("problems", .strings(problems))])
  }

  func text(_ style: Style) -> String {
    problems.isEmpty
      ? style.good("All logs verify, and the tables hold what they say.")
      : problems.map { style.alarm("Problem: ") + $0 }.joined(separator: "\n")
  }
}
