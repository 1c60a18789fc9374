package import Catalogue
import SyncCore

/// Puts the rules of content in front of every write.
package enum Judgement {
  /// - Returns: the warnings, to be told and not heeded.
  /// - Throws: the refusals as one failure with the code of the first.
  package static func require(_ problems: [ContentProblem]) throws -> [String] {
    let refusals = problems.filter { $0.severity == .refusal }
    if let first = refusals.first {
      let messages = refusals.prefix(shownLimit).map(\.message)
      let rest = refusals.count - messages.count
      throw Failure(
        first.code,
        (messages + (rest > 0 ? ["And \(rest) more."] : [])).joined(separator: "\n"),
        hint: "Correct it and run the command again; nothing was written.")
    }
    return problems.map(\.message)
  }

  /// Judges a text that all changesets of a command will say.
  ///
  /// - Throws: what may not stand there, such as a personal number.
  package static func require(_ text: String?, named name: String) throws {
    for finding in ContentRules.findings(in: text ?? "") where finding.severity == .refusal {
      throw Failure(
        finding.kind.rawValue,
        "The \(name) holds the \(finding.kind.rawValue) \(finding.masked). Nothing was written.",
        hint: "Take it out: data on patients never belongs here.")
    }
  }

  /// How many refusals one failure tells.
  private static let shownLimit = 20
}
