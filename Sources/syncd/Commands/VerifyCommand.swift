import ArgumentParser
import Inspection
import SyncCore
import SyncExchange
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
      let proof = try replica.prove(at: .now) { progress.show($0, step: 50) }
      return VerifyAnswer(
        problems: proof.problems, unproven: proof.unproven,
        lapsed: try replica.lapsedErasures())
    }
    return RepairAnswer(repair: try replica.repair(at: .now) { progress.show($0, step: 50) })
  }
}

/// What verification found; nothing is good.
struct VerifyAnswer: Answer {
  let problems: [String]
  /// What hangs on a snapshot.
  let unproven: [UnprovenLog]
  /// What was erased here by changesets that count no more. Nothing is wrong with this replica
  /// then; but another one may rightly have another digest.
  let lapsed: [LapsedErasure]

  init(problems: [String], unproven: [UnprovenLog] = [], lapsed: [LapsedErasure] = []) {
    self.problems = problems
    self.unproven = unproven
    self.lapsed = lapsed
  }

  var warnings: [String] {
    unproven.map { "Not proven: " + $0.told }
      + lapsed.map { "Erased: \($0.told). \(LapsedErasure.consequence) \($0.remedy)" }
  }

  var needsPerson: Bool { !problems.isEmpty || !lapsed.isEmpty }

  var json: Value {
    .document([
      ("ok", .boolean(problems.isEmpty)), ("problems", .strings(problems)),
      (Text("unproven"), .array(unproven.map(\.json))),
      (Text("lapsed_erasures"), .array(lapsed.map(\.json))),
    ])
  }

  func text(_ style: Style) -> String {
    if problems.isEmpty, !unproven.isEmpty {
      return "All that is here verifies; the rest is not proven until it has come."
    }
    return problems.isEmpty
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

extension UnprovenLog {
  /// What is known of it, and what it takes.
  var told: String {
    let rest =
      gap.map { "still to come: \(String.count($0.count, "changeset"))" }
      ?? "all of it is here; run `syncd verify`"
    return "\(name) up to \(floor), as a snapshot says; \(rest)."
  }

  var json: Value {
    .document([
      ("scope", .text(name.scope.text)), ("author", .text(name.author.text)),
      ("through", .integer(floor)),
      ("missing", .integer(gap.map { Int64($0.count) } ?? 0)),
    ])
  }
}
