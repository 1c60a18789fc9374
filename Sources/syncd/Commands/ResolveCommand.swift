import ArgumentParser
import Inspection
import SyncCore
import SyncStore

/// `syncd resolve`: settle a conflict, with a reason.
struct ResolveCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Settle a conflict, with a reason.",
    discussion: """
      --take picks one of the values by its dot; --value writes another one. A unit is settled \
      as a whole: --value takes its JSON object, or COLUMN=VALUE as often as needed; columns that \
      are not named keep what is shown. 'exists' takes true (keep) or false (delete).

        syncd resolve implementation/14-kol-1 note --take 14-vgr:16 --reason 'Rätt'
        syncd resolve implementation/14-kol-1 status --value status=infort \\
          --value status_date=2026-05-01 --reason 'Infört enligt protokoll'
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var place: ScopeOption

  @Argument(help: ArgumentHelp("The record.", valueName: "type/id"))
  var record: String

  @Argument(help: "The field, unit, or exists.")
  var field: String

  @Option(help: ArgumentHelp("Take the value of this write.", valueName: "author:seq"))
  var take: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Write this value.", valueName: "value"))
  var value: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Why; it stands in the history for ever.", valueName: "text"))
  var reason: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What the changeset says to others.", valueName: "text"))
  var message: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The dots you were shown.", valueName: "dot"))
  var expect: [String] = []

  func validate() throws {
    guard (take == nil) != value.isEmpty else {
      throw ValidationError("Give either --take AUTHOR:SEQ or --value VALUE.")
    }
    guard !reason.allSatisfy(\.isWhitespace) else {
      throw ValidationError("Give a --reason that says why; it cannot be empty.")
    }
    if let take, Dot(take) == nil {
      throw ValidationError("'\(take)' is no dot. Write AUTHOR:SEQUENCE, such as 14-vgr:16.")
    }
  }

  func answer() throws -> any Answer {
    let address = try RecordAddress(record)
    let expectation = try Expectation(expect)
    let editor = RecordEditor(
      try global.workspace(), scope: try place.read(), message: message)
    let resolution = take.flatMap { Dot($0) }.map(RecordEditor.Resolution.take) ?? .value(value)
    return try editor.resolve(
      address.name, field: field, resolution, reason: reason, expecting: expectation)
  }
}
