import ArgumentParser
import Inspection
import SyncCore
import SyncStore

/// `syncd history`: show who wrote what to a record, when and why.
struct HistoryCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show who wrote what to a record, when and why.",
    discussion: """
      In the order in which it came here. 'live' marks what still counts.

        syncd history pathway/kol-1
        syncd history implementation/14-kol-1 status --json
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var place: ScopeOption

  @Argument(help: ArgumentHelp("The record.", valueName: "type/id"))
  var record: String

  @Argument(help: "Only this field, unit, or exists.")
  var field: String?

  func answer() throws -> any Answer {
    let address = try RecordAddress(record)
    let cell = try field.map { try CellAddress($0, of: address).cell }
    let workspace = try global.workspace()
    let key = try workspace.key(of: address, in: try place.read())
    return HistoryAnswer(
      key: key, entries: try workspace.replica.history(of: key),
      erasures: try workspace.replica.erasures(of: key), field: cell?.field)
  }
}
