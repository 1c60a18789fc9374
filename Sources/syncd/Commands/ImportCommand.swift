import ArgumentParser
import SyncCore

/// `syncd import`: take records from a sheet or a JSON file, or the bundled catalogue.
struct ImportCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take records from a sheet or a JSON file, or the bundled catalogue.",
    discussion: """
      A sheet is CSV in UTF-8 with ; or , and a header of column names. One that `syncd list TYPE \
      --csv` wrote has a column 'basis': only what was changed in the sheet is written, never over \
      newer work. Without it only empty cells are filled, unless --overwrite. All of a file is \
      written, or nothing; importing it again changes nothing.

        syncd import --bundled
        syncd import implementation.csv --dry-run
        syncd import status.csv --type implementation --message 'Lägesrapport maj'
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "A CSV or JSON file.")
  var file: String?

  @Flag(help: "The transcribed national catalogue that the program carries.")
  var bundled = false

  @Flag(help: "Tell what would be written, and write nothing.")
  var dryRun = false

  @Flag(help: "Write over what is there, where the file has no basis.")
  var overwrite = false

  @Option(help: "The record type of a sheet; else the file's name says it.")
  var type: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What the changesets say to others.", valueName: "text"))
  var message: String?

  func validate() throws {
    guard (file == nil) == bundled else {
      throw ValidationError("Give either a file or --bundled.")
    }
  }

  func answer() throws -> any Answer {
    let source = try file.map { try ImportFile(path: $0, typeName: type) }
    let importer = Importer(
      try global.workspace(), message: message ?? (bundled ? "Bundled catalogue" : nil),
      isOverwriting: overwrite, isTrial: dryRun)
    return try source.map(importer.run) ?? importer.runBundled()
  }
}
