import ArgumentParser
import Foundation
import SyncCore
import SyncStore

/// `syncd config`: show every setting with where it comes from, or change one.
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show every setting with where it comes from, or change one.",
    discussion: """
      A flag comes first, then the environment (SYNCD_REPLICA, SYNCD_PEERS, SYNCD_PERSON, \
      SYNCD_CA), then the replica's config.json.

        syncd config
        syncd config set person anna.berg
      """,
    subcommands: [ConfigListCommand.self, ConfigSetCommand.self],
    defaultSubcommand: ConfigListCommand.self)
}

/// `syncd config list`: show every setting with its source.
struct ConfigListCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show every setting with its source.")

  @OptionGroup var global: GlobalOptions

  func answer() throws -> any Answer {
    let settings = global.settings
    let configuration = try settings.replicaFolder().configuration()
    return ConfigAnswer(settings: settings.all(configuration), author: configuration.author)
  }
}

/// `syncd config set`: write a setting to the replica's config.json.
struct ConfigSetCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Write a setting to the replica's config.json.",
    discussion: """
      The settings are 'peers' (the folder of parties), 'person', and 'ca' (a PEM file of \
      certificates to trust beside the system's). An empty value takes it out.

        syncd config set peers /srv/syncd/Peers
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "peers, person or ca.")
  var name: String

  @Argument(help: "The new value.")
  var value: String

  func answer() throws -> any Answer {
    let settings = global.settings
    let folder = try settings.replicaFolder()
    var configuration = try folder.configuration()
    let value = value.isEmpty ? nil : value
    switch name {
    case "peers":
      configuration.peers = value.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
    case "person": configuration.person = value
    case "ca": configuration.ca = value.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
    default:
      throw ValidationError("There is no setting '\(name)'. Set peers, person or ca.")
    }
    try folder.save(configuration)
    return ConfigAnswer(settings: settings.all(configuration), author: configuration.author)
  }
}

/// The settings in force, each with its source.
struct ConfigAnswer: Answer {
  let settings: [Settings.Setting]
  let author: String

  var json: Value {
    let list = settings.map { setting in
      Value.document([
        ("name", .string(setting.name)), ("value", .string(setting.value)),
        ("source", .string(setting.source.rawValue)), ("variable", .string(setting.variable)),
      ])
    }
    return .document([("author", .string(author)), (Text("settings"), .array(list))])
  }

  func text(_ style: Style) -> String {
    var table = TextTable()
    table.add("author", author, "config")
    for setting in settings {
      let variable = setting.source == .environment ? " (\(setting.variable))" : ""
      table.add(setting.name, setting.value, setting.source.rawValue + variable)
    }
    return table.text
  }
}
