import ArgumentParser
import Inspection
import SyncCore

/// `syncd undo`: take back this replica's last write to a record, or to one field of it.
struct UndoCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back this replica's last write to a record, or to one field of it.",
    discussion: """
      It is a new write of what was shown before; nothing leaves the history, and undoing twice \
      brings the write back. Where someone has written since, nothing is done.

        syncd undo implementation/14-kol-1
        syncd undo implementation/14-kol-1 note --reason 'Fel förlopp'
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var place: ScopeOption

  @Argument(help: ArgumentHelp("The record.", valueName: "type/id"))
  var record: String

  @Argument(help: "Only this field or unit.")
  var field: String?

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
    let cell = try field.map { try CellAddress($0, of: address).cell }
    let editor = RecordEditor(
      try global.workspace(), scope: try place.read(), message: message)
    return try editor.undo(address.name, field: cell?.field, reason: reason)
  }
}
