import ArgumentParser
import Foundation
import SyncCore
import SyncExchange
import SyncStore

/// `syncd nightly`: sync with every peer, prove that both sides hold the same, and report.
struct NightlyCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightly",
    abstract: "Sync with every peer, prove it, and report; made for a systemd timer.",
    discussion: """
      Every party in Peers with a server or a folder has its turn, or those that are named. \
      Trouble with one stops no other; what may pass is tried again with growing pauses within the \
      budget. Then both sides compare the changesets and the state they hold. The report says \
      first what a person has to do. Two runs of one replica never overlap. Exit code 3: a person \
      is needed.

        syncd nightly --report /srv/syncd/reports --log-format json
        syncd nightly national --budget 10
        syncd nightly --print-systemd --report /srv/syncd/reports
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(
    help: ArgumentHelp(
      "A party's name in Peers, an http(s) address, or a folder; else all of Peers.",
      valueName: "peer"))
  var peers: [String] = []

  @Option(
    help: ArgumentHelp(
      "How long the exchanges may take together, with everyone at least a minute; 0: one turn each.",
      valueName: "minutes"))
  var budget = 60

  @Option(
    help: ArgumentHelp(
      "Put latest.md, latest.html and latest.json there, and keep 30 earlier ones.",
      valueName: "dir"))
  var report: String?

  @Flag(help: "Also exchange region/NN/internal of this replica's own party.")
  var `internal` = false

  @Flag(help: "Print a service and a timer for systemd instead, with the options given here.")
  var printSystemd = false

  @OptionGroup var servers: ServerOptions
  @OptionGroup var logs: LogOptions

  func validate() throws {
    guard (0...Self.budgetLimitMinutes).contains(budget) else {
      throw ValidationError("--budget takes 0 to \(Self.budgetLimitMinutes) minutes (a day).")
    }
  }

  private static let budgetLimitMinutes = 1_440

  func answer() async throws -> any Answer {
    if printSystemd { return try units() }
    let workspace = try global.workspace()
    let folder = try report.map { try ReportFolder(URL(filePath: $0).standardizedFileURL) }
    let night = Night(
      workspace: workspace, servers: try servers.settings(global),
      includeInternal: `internal`, budget: .seconds(60 * budget),
      logger: logs.logger("syncd.nightly"))
    let report = try await night.run(peers)
    try folder?.write(report)
    return NightlyAnswer(report: report)
  }
}
