import ArgumentParser
import Inspection

/// `syncd check`: look for what is doubtful in the catalogue.
struct CheckCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for what is doubtful in the catalogue.",
    discussion: """
      References to nothing, unknown codes, values of a wrong type, records outside their type's \
      scope, personal numbers, records that clash, content changed since its approval, changesets \
      that count no longer by Peers. Nothing of it stops a merge. Exit code 3 if there is an error \
      among the findings; warnings alone are no reason.

        syncd check
      """)

  @OptionGroup var global: GlobalOptions

  func answer() throws -> any Answer {
    CheckAnswer(findings: try Check(try global.workspace()).run())
  }
}
