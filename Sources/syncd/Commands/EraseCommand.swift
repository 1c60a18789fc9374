import ArgumentParser
import Inspection
import SyncCore
import SyncStore

/// `syncd erase`: take every value of a field out of the log, for good.
struct EraseCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Take every value of a field out of the log, for good.",
    discussion: """
      All that was ever written to the field, here and at everybody who syncs, is replaced by \
      {"erased":true}: live and earlier values, of whatever author. The log still proves all the \
      rest. Only who writes for the owner of the record's scope may do it, and nobody can undo it. \
      Ids, members of sets, and the names, messages and reasons of people stay. Files that were \
      mailed or copied, backups and sticks cannot be recalled.

        syncd erase implementation/14-kol-1 note --reason 'Begäran om radering, dnr 2026-117'
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var place: ScopeOption

  @Argument(help: ArgumentHelp("The record.", valueName: "type/id"))
  var record: String

  @Argument(help: "The field, or a unit, which goes as a whole.")
  var field: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Why; it stands in the history for ever.", valueName: "text"))
  var reason: String

  func validate() throws {
    guard !reason.allSatisfy(\.isWhitespace) else {
      throw ValidationError("Give a --reason that says why; it cannot be empty.")
    }
  }

  func answer() throws -> any Answer {
    let address = try RecordAddress(record)
    let editor = RecordEditor(try global.workspace(), scope: try place.read())
    return ErasedAnswer(
      erased: try editor.erase(address.name, field: field, reason: reason))
  }
}
