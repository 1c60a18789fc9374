import ArgumentParser
import SyncHTTP
import SyncStore

/// How to talk with servers.
struct ServerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A PEM file of certificates to trust beside the system's (or SYNCD_CA).",
      valueName: "file"))
  var ca: String?

  @Flag(
    name: .customLong("allow-plain-http"),
    help: "Also use plain http to other computers, as inside a tunnel.")
  var allowsPlainHTTP = false

  /// The client's settings as the flag, the environment or the replica's config.json say.
  func settings(_ global: GlobalOptions) throws -> ClientSettings {
    let settings = Settings(replica: global.replica, ca: ca)
    var client = ClientSettings()
    client.allowsPlainHTTP = allowsPlainHTTP
    client.trustedCertificates = settings.trustedCertificates(
      try settings.replicaFolder().configuration())
    return client
  }
}
