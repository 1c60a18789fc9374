import ArgumentParser
import Foundation
import Inspection
import SyncCore
import SyncExchange

/// `syncd export`: write the changesets held here to one file.
struct ExportCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the changesets held here to one file.",
    discussion: """
      The file can be mailed or carried; `syncd apply` takes it. A name that ends in .gz is \
      packed. Internal scopes are left out, unless --internal is given.

        syncd export regionen.jsonl.gz
        syncd export till-kalmar.jsonl --for 08
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The file to write; it is replaced as a whole.")
  var file: String

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("Only what this party may have.", valueName: "party"))
  var party: String?

  @Flag(help: "Also region/NN/internal of this replica's own party.")
  var `internal` = false

  func answer() throws -> any Answer {
    let workspace = try global.workspace()
    let party = try party.map { try workspace.rights.party(called: $0) }
    let count = try ChangesetFile.export(
      workspace.replica, to: URL(fileURLWithPath: file), for: party, includeInternal: `internal`)
    return ExportAnswer(path: file, count: count, party: party?.name)
  }
}

/// A file of changesets that was written.
struct ExportAnswer: Answer {
  let path: String
  let count: Int
  let party: String?

  var json: Value {
    .document([("file", .string(path)), ("changesets", .count(count)), ("for", .optional(party))])
  }

  func text(_ style: Style) -> String {
    let whom = party.map { " for \($0)" } ?? ""
    return "Wrote \(String.count(count, "changeset"))\(whom) to \(path)."
  }
}
