import ArgumentParser
import SyncExchange

/// `syncd pull`: take what others left at a peer's place.
struct PullCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Take what others left at a peer's place.",
    discussion: """
      It reads what is new there and merges it. Safe to repeat: \
      what is known is not carried again. Exit code 3: a conflict is new, something was \
      quarantined, or a peer could not be reached.

        syncd pull 08
        syncd pull /mnt/share/kunskapsstyrning
        syncd pull --all
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var exchange: ExchangeOptions

  func answer() async throws -> any Answer {
    try await exchange.run(.pull, global)
  }
}
