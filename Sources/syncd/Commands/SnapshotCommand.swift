import ArgumentParser
import Foundation
import Inspection
import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// `syncd snapshot`: write the state of this replica, for new ones to begin with.
struct SnapshotCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Write the state of this replica to one file, for new replicas to begin with.",
    discussion: """
      The file holds what is live with the heads of its logs, signed, and none of the history. \
      `syncd init --from` begins with it, if it is of the own party or the national source; the \
      older changesets are fetched by later exchanges. A name that ends in .gz is packed. \
      Internal scopes are left out, unless --internal is given.

        syncd snapshot katalogen.snapshot.gz
        syncd snapshot till-kalmar.snapshot --for 08
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
    let writing = SnapshotWriting(
      workspace.replica, for: try party.map { try workspace.rights.party(called: $0) },
      includeInternal: `internal`)
    let written = try writing.write(to: URL(fileURLWithPath: file), at: .now)
    return SnapshotAnswer(path: file, written: written, party: party)
  }
}

/// A snapshot that was written.
struct SnapshotAnswer: Answer {
  let path: String
  let written: WrittenSnapshot
  let party: String?

  var json: Value {
    .document([
      ("file", .string(path)), ("records", .count(written.records)),
      ("scopes", .count(written.manifest.scopes.count)),
      (Text("heads"), HeadsAnswer(heads: written.manifest.heads).json), ("for", .optional(party)),
    ])
  }

  func text(_ style: Style) -> String {
    let whom = party.map { " for \($0)" } ?? ""
    return "Wrote \(String.count(written.records, "record")) in"
      + " \(String.count(written.manifest.scopes.count, "scope"))\(whom) to \(path)."
  }
}
