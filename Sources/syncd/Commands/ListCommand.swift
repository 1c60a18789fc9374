import ArgumentParser
import Catalogue
import Foundation
import Inspection
import SyncCore
import SyncStore

/// `syncd list`: list the records of a type, or write them to a sheet.
struct ListCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the records of a type, or write them to a sheet.",
    discussion: """
      --csv writes a sheet that a Swedish Excel opens; `syncd import` takes it back and writes \
      only what was changed in it. --csv - writes it to stdout.

        syncd list pathway --where phase=godkand
        syncd list implementation --csv status.csv
        syncd list region --json
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The record type; `syncd types` shows them.")
  var type: String

  @Option(help: ArgumentHelp("Write a sheet to this file.", valueName: "file"))
  var csv: String?

  @Option(
    name: .customLong("where"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Only records with this value; may stand more than once.", valueName: "field=value"))
  var conditions: [String] = []

  func answer() throws -> any Answer {
    let type = try RecordAddress.type(named: type)
    let filters = try conditions.map { try RecordFilter($0, type: type) }
    let records = try global.workspace().replica.records(of: type.name).filter { record in
      filters.allSatisfy { $0.admits(record) }
    }
    guard let csv else { return ListAnswer(type: type, records: records) }
    let sheet = Sheet.export(
      type: type, records: records.map { $0.sheetRecord(of: type) })
    if csv == "-" { return RawAnswer(bytes: sheet.encoded()) }
    try Data(sheet.encoded()).write(to: URL(fileURLWithPath: csv), options: .atomic)
    return SheetAnswer(path: csv, count: records.count)
  }
}
