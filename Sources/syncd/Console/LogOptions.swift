import ArgumentParser
import Logging

/// How commands that run unattended write their log. It goes to stderr.
struct LogOptions: ParsableArguments {
  /// The forms of a line.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Option(help: ArgumentHelp("How the log on stderr is written: text or json.", valueName: "form"))
  var logFormat: Format = .text

  @Option(
    help: ArgumentHelp(
      "From where on it is written: trace, debug, info, notice, warning, error or critical.",
      valueName: "level"), transform: LogOptions.level)
  var logLevel: Logger.Level = .info

  /// The logger of a part of the program, such as `syncd.nightly`.
  func logger(_ label: String) -> Logger {
    var logger = Logger(label: label) { label in
      switch logFormat {
      case .text: StreamLogHandler.standardError(label: label)
      case .json: JSONLogHandler(label: label)
      }
    }
    logger.logLevel = logLevel
    return logger
  }

  /// - Throws: a usage error that lists the levels.
  private static func level(_ name: String) throws -> Logger.Level {
    guard let level = Logger.Level(rawValue: name) else {
      let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("There is no level '\(name)'. The levels are \(levels).")
    }
    return level
  }
}
