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

  @Option(
    help: ArgumentHelp("Where pages for people are served, or off.", valueName: "host:port|off"))
  var pages = PageSettings().listener.description

  @Option(
    help: ArgumentHelp(
      "The address of the pages in people's browsers, where a proxy or a name stands before them.",
      valueName: "url"))
  var pagesURL: String?

  @Option(
    help: ArgumentHelp(
      "The header field in which a proxy names the person who edits.", valueName: "name"))
  var personHeader: String?

  @Option(
    help: ArgumentHelp(
      "An IP address whose --person-header is believed; repeat it for more.", valueName: "address"))
  var personFrom: [String] = []

  @Flag(
    name: .customLong("allow-plain-http"),
    help: "Serve plain http to other computers, as behind a proxy that ends TLS.")
  var allowsPlainHTTP = false

  func validate() throws {
    guard (certificate == nil) == (privateKey == nil) else {
      throw ValidationError("Give --certificate and --private-key together.")
    }
    for address in [metrics, pages] where address != "off" { _ = try Self.address(address) }
  }

  /// What the server is told.
  var settings: ServerSettings {
    var settings = ServerSettings()
    settings.listener = listen
    settings.publicURL = publicURL
    settings.certificate = files.map { CertificateFiles(chain: $0, privateKey: $1) }
    settings.metricsListener = ListenAddress(metrics)
    settings.pages = pageSettings
    settings.allowsPlainHTTP = allowsPlainHTTP
    settings.heedsSignals = true
    return settings
  }

  /// What the pages are told; nil where there are none.
  var pageSettings: PageSettings? {
    guard let listener = ListenAddress(pages) else { return nil }
    var settings = PageSettings()
    settings.listener = listener
    settings.publicURL = pagesURL
    settings.personHeader = personHeader
    settings.personFrom = Set(personFrom)
    return settings
  }

  /// The same options as arguments, with absolute paths.
  var arguments: [String] {
    var arguments = ["--listen", listen.description, "--metrics", metrics, "--pages", pages]
    if let pagesURL { arguments += ["--pages-url", pagesURL] }
    if let personHeader { arguments += ["--person-header", personHeader] }
    for address in personFrom { arguments += ["--person-from", address] }
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
