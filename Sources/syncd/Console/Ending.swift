import ArgumentParser
import Foundation
import Inspection
import SyncCore

/// How a run of the program ends when its command threw.
enum Ending {
  /// The exit code of work that is done where a person is needed.
  static let personNeeded = ExitCode(3)

  /// Prints the failure, on stdout as JSON where `--json` was given, and exits.
  static func exit(with error: any Error) -> Never {
    let code = SyncdCommand.exitCode(for: error)
    if error is ExitCode || code == .success { SyncdCommand.exit(withError: error) }
    let isUsage = code == .validationFailure
    let failure = isUsage ? usage(error) : Failure(error)
    let console = Console(isJSON: isJSONAsked(for: CommandLine.arguments))
    if console.isJSON {
      console.write(failure.json)
    } else if isUsage {
      SyncdCommand.exit(withError: error)
    } else {
      console.note(failure.text(console.noteStyle))
    }
    Foundation.exit(isUsage ? code.rawValue : ExitCode.failure.rawValue)
  }

  /// A command line that could not be read, in the form of every failure.
  private static func usage(_ error: any Error) -> Failure {
    Failure(
      "usage", SyncdCommand.message(for: error), hint: "See `syncd help` for the commands.")
  }

  /// Whether the arguments ask for JSON, found without the parser: it may be what failed.
  static func isJSONAsked(for arguments: [String]) -> Bool {
    arguments.dropFirst().prefix { $0 != "--" }.contains("--json")
  }
}
