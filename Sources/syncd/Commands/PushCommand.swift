import ArgumentParser
import SyncExchange

/// `syncd push`: leave at a peer's place what it lacks and may have.
struct PushCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Leave at a peer's place what it lacks and may have.",
    discussion: """
      It writes every changeset held here, own and relayed, that the place lacks. Safe to repeat: \
      what is known is not carried again. Exit code 3: a conflict is new, something was \
      quarantined, or a peer could not be reached.

        syncd push 08
        syncd push /mnt/share/kunskapsstyrning
        syncd push --all
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var exchange: ExchangeOptions

  func answer() async throws -> any Answer {
    try await exchange.run(.push, global)
  }
}
