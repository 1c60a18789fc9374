import ArgumentParser
import Foundation
import SyncExchange
import SyncHTTP

/// `syncd demo`: the whole story on the real catalogue, in a folder of its own.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Show the whole story on the real catalogue, in a temporary folder.",
    discussion: """
      A national source and five regional replicas load the catalogue, work offline, exchange \
      through a shared folder in an awkward order, show every conflict, settle one, and prove \
      that all replicas are identical. Nothing outside the folder is touched.

      With --http the offices exchange with servers on loopback instead, each a process of its \
      own, one of which is switched off for a while.

      EXAMPLES
        syncd demo
        syncd demo --http
        syncd demo --serve                    then settle the open conflicts in a browser
        syncd demo --keep /tmp/syncd-demo     then look around with the commands it prints
      """)

  @Option(
    name: .customLong("keep"),
    help: ArgumentHelp("Play in this new folder and leave it.", valueName: "folder"))
  var keptFolder: String?

  @Flag(help: "Exchange with servers on loopback instead of a shared folder.")
  var http = false

  @Flag(name: .customLong("serve"), help: "Serve the pages of every replica at the end.")
  var servesPages = false

  func run() async throws {
    guard http else { return try await play(connect: nil) }
    var settings = ClientSettings()
    // An office tells at once that nobody is there, instead of trying again for a while.
    settings.retries.attempts = 1
    try await HTTPCarrier.withServers(settings) { try await play(connect: $0) }
  }

  private func play(connect: Exchange.Connect?) async throws {
    let folder = keptFolder.map { URL(filePath: $0) } ?? Self.temporaryFolder()
    defer { if keptFolder == nil { try? FileManager.default.removeItem(at: folder) } }
    let stage = try DemoStage(folder: folder, connect: connect)
    defer { stage.servers?.stop() }
    try await DemoStory(stage: stage, isKept: keptFolder != nil).tell()
    if servesPages { try DemoPages(stage).serve() }
  }

  private static func temporaryFolder() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "syncd-demo-\(UUID().uuidString)")
  }
}
