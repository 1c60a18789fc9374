import ArgumentParser
import SyncExchange

/// `syncd sync`: pull, then push.
struct SyncCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Pull, then push.",
    discussion: """
      It makes both sides hold the same. Safe to repeat: \
      what is known is not carried again. Exit code 3: a conflict is new, something was \
      quarantined, or a peer could not be reached.

        syncd sync 08
        syncd sync /mnt/share/kunskapsstyrning
        syncd sync --all
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var exchange: ExchangeOptions

  func answer() async throws -> any Answer {
    try await exchange.run(.sync, global)
  }
}
