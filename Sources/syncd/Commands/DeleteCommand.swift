import ArgumentParser
import Inspection
import SyncCore

/// `syncd delete`: delete a record; its fields stay in the history.
struct DeleteCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete a record; its fields stay in the history.",
    discussion: """
      The record is hidden until someone restores it. What a colleague wrote to it meanwhile, unseen \
      here, makes it visible again as a conflict on 'exists'.

        syncd delete plan_item/14-utbildning-k3v9x2ab --reason 'Dubblett'
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
    return try editor.delete(address.name, reason: reason)
  }
}
