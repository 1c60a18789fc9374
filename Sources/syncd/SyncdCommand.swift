import ArgumentParser
import SyncCore

/// The command line: every subcommand reads its arguments, calls one function and prints its answer.
@main
struct SyncdCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "syncd",
    abstract: "An offline-first sync engine for catalogues of care pathways.",
    discussion: """
      A replica is one folder. Name it with --replica DIR or SYNCD_REPLICA; name the folder of \
      parties with --peers DIR or SYNCD_PEERS (else Peers). People work offline, exchange \
      changesets in any order, and settle what two of them changed at once.

        syncd init --replica r --as 14-vgr --register
        syncd set implementation/14-kol-1 status=infors --replica r
        syncd sync /mnt/share --replica r
        syncd conflicts --replica r

      Every command takes --json: stdout is then exactly one JSON document.
      Exit codes: 0 done; 1 failed, nothing lost; 3 done, but a person is needed; 64 wrong usage.
      Shell completion: syncd --generate-completion-script bash (or zsh, fish).
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(
        name: "Starting", subcommands: [InitCommand.self, ConfigCommand.self, DemoCommand.self]),
      CommandGroup(
        name: "Looking",
        subcommands: [
          TypesCommand.self, ListCommand.self, ShowCommand.self, HistoryCommand.self,
          ExplainCommand.self,
        ]),
      CommandGroup(
        name: "Editing",
        subcommands: [
          AddCommand.self, SetCommand.self, DeleteCommand.self, RestoreCommand.self,
          MoveCommand.self, UndoCommand.self, ImportCommand.self, EraseCommand.self,
        ]),
      CommandGroup(
        name: "Exchanging",
        subcommands: [
          PullCommand.self, PushCommand.self, SyncCommand.self, ExportCommand.self,
          ApplyCommand.self, NightlyCommand.self, ServeCommand.self, SignCommand.self,
          SnapshotCommand.self, BackupCommand.self,
        ]),
      CommandGroup(
        name: "Settling",
        subcommands: [ConflictsCommand.self, ResolveCommand.self, ForksCommand.self]),
      CommandGroup(
        name: "Proof",
        subcommands: [
          StatusCommand.self, HeadsCommand.self, DigestCommand.self, VerifyCommand.self,
          CheckCommand.self, QuarantineCommand.self,
        ]),
    ])

  /// The program's version and the newest format of changesets that it reads, merges and writes.
  static let version = "syncd 0.1.0, changeset format \(Limits.format)"

  /// Runs the program. Failures are ours to print, so that `--json` holds for them too.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      Ending.exit(with: error)
    }
  }
}
