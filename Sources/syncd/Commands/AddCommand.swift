import ArgumentParser
import Inspection
import SyncCore

/// `syncd add`: make a new record; its id follows from its type's rule.
struct AddCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Make a new record; its id follows from its type's rule.",
    discussion: """
      The fields are written as for `syncd set`. The id is printed.

        syncd add plan_item title='Utbilda' kind=aktivitet implementation=14-kol-1
        syncd add pathway title='KOL (2)' --scope national/lung-och-allergisjukdomar
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var place: ScopeOption

  @Argument(help: "The record type; `syncd types` shows them.")
  var type: String

  @Argument(help: ArgumentHelp("What to set.", valueName: "field=value"))
  var fields: [String]

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What the changeset says to others.", valueName: "text"))
  var message: String?

  func answer() throws -> any Answer {
    let type = try RecordAddress.type(named: type)
    let editor = RecordEditor(
      try global.workspace(), scope: try place.read(), message: message)
    return try editor.add(type, try fields.map(FieldInput.init))
  }
}
