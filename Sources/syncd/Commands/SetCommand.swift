import ArgumentParser
import Inspection
import SyncCore

/// `syncd set`: give fields of a record new values; the record is made where it is not there.
struct SetCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Give fields of a record new values; the record is made where it is not there.",
    discussion: """
      FIELD=VALUE sets, FIELD= clears, FIELD=@FILE reads a file (write @@ for a text that begins \
      with @). Sets take FIELD+=MEMBER and FIELD-=MEMBER. A code may be written as its Swedish \
      label. Columns of a unit that are not named keep what they show. On a field with several \
      values it replaces all of them, and says so.

        syncd set implementation/14-kol-1 status=infort status_date=2026-05-01
        syncd set implementation/14-kol-1 indicators+=KOL16R indicators-=KOL03
        syncd set implementation/14-kol-1 note=@note.txt --message 'Efter mötet'
        syncd set implementation/14-kol-1 note='Klart' --expect 14-vgr:16
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var place: ScopeOption

  @Argument(help: ArgumentHelp("The record.", valueName: "type/id"))
  var record: String

  @Argument(help: ArgumentHelp("What to set.", valueName: "field=value"))
  var fields: [String]

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What the changeset says to others.", valueName: "text"))
  var message: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The dots you were shown, or none.", valueName: "dot"))
  var expect: [String] = []

  func answer() throws -> any Answer {
    let address = try RecordAddress(record)
    _ = try address.declaredType()
    let inputs = try fields.map(FieldInput.init)
    let expectation = try Expectation(expect)
    let editor = RecordEditor(
      try global.workspace(), scope: try place.read(), message: message)
    return try editor.set(address.name, inputs, expecting: expectation)
  }
}
