import ArgumentParser
import Inspection
import SyncCore

/// `syncd restore`: bring a deleted record back, with the fields it had.
struct RestoreCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Bring a deleted record back, with the fields it had.",
    discussion: """
        syncd restore plan_item/14-utbildning-k3v9x2ab --reason 'Raderad av misstag'
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var place: ScopeOption

  @Argument(help: ArgumentHelp("The record.", valueName: "type/id"))
  var record: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Why, for those who read the history.", valueName: "text"))
  var reason: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What the changeset says to others.", valueName: "text"))
  var message: String?

  func answer() throws -> any Answer {
    let address = try RecordAddress(record)
    let editor = RecordEditor(
      try global.workspace(), scope: try place.read(), message: message)
    return try editor.restore(address.name, reason: reason)
  }
}
