import ArgumentParser

/// `syncd status`: show how this replica stands.
struct StatusCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how this replica stands.",
    discussion: """
      Its author and key, its logs, what is open, and the last exchange with each peer. Exit code \
      3 if a person is needed: conflicts, quarantine, a fork, an unreachable peer, or a key that \
      Peers does not know.

        syncd status --json
      """)

  @OptionGroup var global: GlobalOptions

  func answer() throws -> any Answer {
    try StatusAnswer(try global.workspace())
  }
}
