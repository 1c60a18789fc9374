import ArgumentParser
import Inspection
import SyncCore
import SyncStore
import SyncWire

/// `syncd digest`: print a hash of the state of every scope, from this replica's own tables.
struct DigestCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest",
    abstract: "Print a hash of the state of every scope, from this replica's own tables.",
    discussion: """
      Two replicas with equal digests show exactly the same values, conflicts included.

        syncd digest --json
      """)

  @OptionGroup var global: GlobalOptions

  func answer() throws -> any Answer {
    let replica = try global.workspace().replica
    return DigestAnswer(digests: try replica.digests(), rights: replica.rights.fingerprint)
  }
}

/// The digest of every scope.
struct DigestAnswer: Answer {
  let digests: [Scope: ContentHash]
  /// The hash of the rights under which the logs were counted.
  let rights: ContentHash

  var json: Value {
    let scopes = digests.map { ($0.key.text, Value.string($0.value.hex)) }
    return .document([("scopes", .document(scopes))])
  }

  func text(_ style: Style) -> String {
    var table = TextTable()
    for (scope, digest) in digests.sorted(by: { $0.key < $1.key }) {
      table.add(scope.string, digest.hex)
    }
    table.add(style.dim("(rights)"), style.dim(rights.hex))
    return table.text
  }
}
