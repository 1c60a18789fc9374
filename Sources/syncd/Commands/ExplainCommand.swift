import ArgumentParser
import Inspection
import SyncCore
import SyncStore

/// `syncd explain`: say why a field shows what it shows.
struct ExplainCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a field shows what it shows.",
    discussion: """
      Which value, by which rule; who else wrote, over what; why it is not settled; and what it \
      showed before.

        syncd explain implementation/14-kol-1 status
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var place: ScopeOption

  @Argument(help: ArgumentHelp("The record.", valueName: "type/id"))
  var record: String

  @Argument(help: "The field or unit.")
  var field: String

  func answer() throws -> any Answer {
    let address = try RecordAddress(record)
    let target = try CellAddress(field, of: address)
    let workspace = try global.workspace()
    let shown = try workspace.record(address, in: try place.read())
    let rule = address.type?.rule(for: target.cell) ?? .manual
    let before = EarlierState(
      history: try workspace.replica.history(of: shown.key), key: shown.key, type: address.type,
      rights: workspace.rights)
    let isWholeSet = target.field?.isSet == true && target.cell.member == nil
    let cells =
      isWholeSet ? shown.state.cells(of: target.cell.field).map(\.name) : [target.cell]
    return ExplainAnswer(
      key: shown.key, field: target.cell.description, rule: rule,
      cells: cells.map { CellExplanation($0, of: shown, rule: rule, before: before) },
      open: Set(shown.conflicts.map(\.cell)), history: before.history,
      lapsed: try workspace.replica.lapsedErasures().filter {
        $0.key == shown.key && cells.contains($0.cell)
      })
  }
}
