import ArgumentParser
import Foundation
import SyncCore

/// `syncd apply`: merge files of changesets.
struct ApplyCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Merge files of changesets.",
    discussion: """
      What is known already does no harm. What is refused goes to quarantine and stops its own \
      log alone. --dry-run tells what would change, conflict or be refused, and writes nothing.

        syncd apply regionen.jsonl.gz --dry-run
        syncd apply *.jsonl
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Files that `syncd export` wrote.")
  var files: [String]

  @Flag(help: "Tell what would happen, and write nothing.")
  var dryRun = false

  func answer() throws -> any Answer {
    var applying = FileApplying(
      workspace: try global.workspace(), console: global.console, isTrial: dryRun)
    for file in files { applying.apply(URL(fileURLWithPath: file)) }
    return try applying.answer()
  }
}
