import ArgumentParser
import Inspection
import SyncCore
import SyncStore

/// `syncd heads`: print the last sequence and hash of every log: which changesets are here.
struct HeadsCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "heads",
    abstract: "Print the last sequence and hash of every log: which changesets are here.",
    discussion: """
      Two replicas with equal heads hold the same changesets.

        syncd heads --json
      """)

  @OptionGroup var global: GlobalOptions

  func answer() throws -> any Answer {
    HeadsAnswer(heads: try global.workspace().replica.heads())
  }
}

/// The heads of all logs, by scope and author.
struct HeadsAnswer: Answer {
  let heads: Heads

  var json: Value {
    let scopes = Dictionary(grouping: heads) { $0.key.scope }
    return .document(
      scopes.map { scope, logs in
        let authors = logs.map { name, head in
          let members: Value = .document([
            ("sequence", .integer(head.sequence)), ("hash", .string(head.hash.description)),
          ])
          return (name.author.text, members)
        }
        return (scope.text, .document(authors))
      })
  }

  func text(_ style: Style) -> String {
    guard !heads.isEmpty else { return "No changesets yet." }
    var table = TextTable()
    for (name, head) in heads.sorted(by: { $0.key < $1.key }) {
      table.add(name.scope.string, name.author.string, "\(head.sequence)", head.hash.description)
    }
    return table.text
  }
}
