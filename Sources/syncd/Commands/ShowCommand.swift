import ArgumentParser
import Inspection
import SyncCore
import SyncStore

/// `syncd show`: show one record.
struct ShowCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one record.",
    discussion: """
      Codes stand with their Swedish label. A field with an open conflict is marked with !

        syncd show pathway/kol-1
        syncd show implementation/14-kol-1 --json
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var place: ScopeOption

  @Argument(help: ArgumentHelp("The record.", valueName: "type/id"))
  var record: String

  func answer() throws -> any Answer {
    let address = try RecordAddress(record)
    let workspace = try global.workspace()
    let shown = try workspace.record(address, in: try place.read())
    return ShownAnswer(
      record: shown, approvals: try ApprovalState.of(shown, in: workspace.replica))
  }
}
