import ArgumentParser
import Inspection
import SyncCore
import SyncStore

/// `syncd conflicts`: list what several people wrote without knowing of each other.
struct ConflictsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflicts",
    abstract: "List what several people wrote without knowing of each other.",
    discussion: """
      Every value is kept until somebody settles the conflict with `syncd resolve`. One of them \
      is shown meanwhile.

        syncd conflicts --type implementation
        syncd conflicts show implementation/14-kol-1 status
      """,
    subcommands: [ConflictsListCommand.self, ConflictsShowCommand.self],
    defaultSubcommand: ConflictsListCommand.self)
}

/// `syncd conflicts list`: list the open conflicts, the longest known first.
struct ConflictsListCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the open conflicts, the longest known first.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var place: ScopeOption

  @Option(help: "Only records of this type.")
  var type: String?

  func answer() throws -> any Answer {
    let type = try type.map { try RecordAddress.type(named: $0).name }
    let scope = try place.read()
    let conflicts = try global.workspace().replica.conflicts().filter { open in
      (type == nil || open.key.type == type) && scope?.contains(open.key.scope) ?? true
    }
    return ConflictsAnswer(conflicts: conflicts)
  }
}

/// `syncd conflicts show`: show one conflict in full, long texts side by side.
struct ConflictsShowCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one conflict in full, long texts side by side.",
    discussion: """
      Each value of a long text stands beside what it was written over, or else beside the value \
      that is shown, with [-words taken out-] and {+words put in+}; one under the other on a \
      terminal of fewer than 100 columns.

        syncd conflicts show implementation/14-kol-1 note
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var place: ScopeOption

  @Argument(help: ArgumentHelp("The record.", valueName: "type/id"))
  var record: String

  @Argument(help: "The field, unit, or exists.")
  var field: String

  func answer() throws -> any Answer {
    let address = try RecordAddress(record)
    let workspace = try global.workspace()
    let key = try workspace.key(of: address, in: try place.read())
    let cell = try CellAddress(field, of: address).cell
    guard let open = try workspace.replica.conflict(key, cell: cell) else {
      throw Failure(
        "no_conflict", "\(key) has no open conflict in \(cell).",
        hint: "See what is open with: syncd conflicts.")
    }
    return ConflictsAnswer(conflicts: [open], isDetailed: true)
  }
}
