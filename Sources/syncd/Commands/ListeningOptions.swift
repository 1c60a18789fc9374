import ArgumentParser
import Foundation
import SyncHTTP

/// Where and how `syncd serve` listens.
struct ListeningOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where requests come in; port 0 takes any free one.", valueName: "host:port"),
    transform: ListeningOptions.address)
  var listen = ServerSettings().listener

  @Option(
    help: ArgumentHelp(
      "The address that clients use, where a proxy or a name stands before the listener.",
      valueName: "url"))
  var publicURL: String?

  @Option(
    help: ArgumentHelp(
      "The certificate chain as PEM, the server's own first.", valueName: "file"))
  var certificate: String?

  @Option(help: ArgumentHelp("The certificate's private key as PEM.", valueName: "file"))
  var privateKey: String?

  @Option(
    help: ArgumentHelp("Where Prometheus reads the metrics, or off.", valueName: "host:port|off"))
  var metrics = ServerSettings().metricsListener?.description ?? "off"

  @Flag(
    name: .customLong("allow-plain-http"),
    help: "Serve plain http to other computers, as behind a proxy that ends TLS.")
  var allowsPlainHTTP = false

  func validate() throws {
    guard (certificate == nil) == (privateKey == nil) else {
      throw ValidationError("Give --certificate and --private-key together.")
    }
    if metrics != "off" { _ = try Self.address(metrics) }
  }

  /// What the server is told.
  var settings: ServerSettings {
    var settings = ServerSettings()
    settings.listener = listen
    settings.publicURL = publicURL
    settings.certificate = files.map { CertificateFiles(chain: $0, privateKey: $1) }
    settings.metricsListener = ListenAddress(metrics)
    settings.allowsPlainHTTP = allowsPlainHTTP
    settings.heedsSignals = true
    return settings
  }

  /// The same options as arguments, with absolute paths.
  var arguments: [String] {
    var arguments = ["--listen", listen.description, "--metrics", metrics]
    if let publicURL { arguments += ["--public-url", publicURL] }
    if let (chain, key) = files {
      arguments += ["--certificate", chain.path, "--private-key", key.path]
    }
    if allowsPlainHTTP { arguments.append("--allow-plain-http") }
    return arguments
  }

  private var files: (chain: URL, key: URL)? {
    guard let certificate, let privateKey else { return nil }
    return (Self.file(certificate), Self.file(privateKey))
  }

  private static func file(_ path: String) -> URL {
    URL(filePath: (path as NSString).expandingTildeInPath).standardizedFileURL
  }

  /// - Throws: a usage error that shows the form.
  private static func address(_ text: String) throws -> ListenAddress {
    guard let address = ListenAddress(text) else {
      throw ValidationError("'\(text)' is no HOST:PORT, such as 127.0.0.1:7400 or [::1]:7400.")
    }
    return address
  }
}
