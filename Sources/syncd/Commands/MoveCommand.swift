import ArgumentParser
import Inspection
import SyncCore

/// `syncd move`: move a record to another scope.
struct MoveCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract: "Move a record to another scope.",
    discussion: """
      The record is put there and deleted here, in one transaction, with the same reason.

        syncd move pathway/kol-1 national/psykisk-halsa --reason 'Rätt område'
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var place: ScopeOption

  @Argument(help: ArgumentHelp("The record.", valueName: "type/id"))
  var record: String

  @Argument(help: ArgumentHelp("Where it is to stand.", valueName: "target-scope"))
  var target: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Why, for those who read the history.", valueName: "text"))
  var reason: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What the changeset says to others.", valueName: "text"))
  var message: String?

  func answer() throws -> any Answer {
    let address = try RecordAddress(record)
    let editor = RecordEditor(
      try global.workspace(), scope: try place.read(), message: message)
    return try editor.move(address.name, to: try ScopeText.scope(target), reason: reason)
  }
}
