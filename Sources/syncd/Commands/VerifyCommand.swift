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
      something does not fit. With --repair the tables are made anew from the logs, and a log \
      that is damaged itself ends before the damage, so that peers are asked for the rest again.

        syncd verify --json
        syncd verify --repair
      """)

  @Flag(help: "Put right what is wrong; without it nothing is changed.")
  var repair = false

  @OptionGroup var global: GlobalOptions

  func answer() throws -> any Answer {
    let progress = ProgressLine("Verified changesets")
    defer { progress.finish() }
    let replica = try global.workspace(isForRepair: repair).replica
    guard repair else {
      return VerifyAnswer(problems: try replica.verify { progress.show($0, step: 50) })
    }
    return RepairAnswer(repair: try replica.repair(at: .now) { progress.show($0, step: 50) })
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

/// What a repair found, did and left; `ok` and `problems` say how it is now.
struct RepairAnswer: Answer {
  let repair: Repair

  var needsPerson: Bool { !repair.left.isEmpty }

  var json: Value {
    .document([
      ("ok", .boolean(repair.left.isEmpty)), ("problems", .strings(repair.left)),
      ("found", .strings(repair.found)), ("repaired", .strings(repair.done)),
    ])
  }

  func text(_ style: Style) -> String {
    let lines =
      repair.found.map { "Found: " + $0 } + repair.done.map { "Repaired: " + $0 }
      + [VerifyAnswer(problems: repair.left).text(style)]
    return lines.joined(separator: "\n")
  }
}
