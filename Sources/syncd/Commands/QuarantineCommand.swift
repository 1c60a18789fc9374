import ArgumentParser
import Inspection
import SyncCore
import SyncStore

/// `syncd quarantine`: list what was refused, and why.
struct QuarantineCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "List what was refused, and why.",
    discussion: """
      Nothing of it was merged or is relayed. It comes again by itself when Peers changes or \
      someone sends the true one.

        syncd quarantine --json
      """)

  @OptionGroup var global: GlobalOptions

  func answer() throws -> any Answer {
    QuarantineAnswer(refused: try global.workspace().replica.quarantine())
  }
}

/// What was refused, oldest first.
struct QuarantineAnswer: Answer {
  let refused: [Refused]

  var json: Value {
    .document([(Text("quarantined"), .array(refused.map(\.json)))])
  }

  func text(_ style: Style) -> String {
    guard !refused.isEmpty else { return "The quarantine is empty." }
    return refused.map { refused in
      let place = [refused.scope, refused.author, refused.sequence.map { "\($0)" }]
        .compactMap { $0 }.joined(separator: " ")
      return style.alarm(refused.reason) + "  " + (place.isEmpty ? "unreadable line" : place)
        + "  from \(refused.receivedFrom ?? "?"), \(refused.received)\n  \(refused.message)"
    }.joined(separator: "\n")
  }
}

extension Refused {
  var json: Value {
    .document([
      ("scope", .optional(scope)), ("author", .optional(author)),
      ("sequence", sequence.map { .integer($0) } ?? .null), ("reason", .string(reason)),
      ("received_from", .optional(receivedFrom)), ("received", .string(received.description)),
      ("message", .string(message)),
    ])
  }
}
