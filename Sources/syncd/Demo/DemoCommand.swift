import ArgumentParser
import Foundation

/// `syncd demo`: the whole story on the real catalogue, in a folder of its own.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Show the whole story on the real catalogue, in a temporary folder.",
    discussion: """
      A national source and five regional replicas load the catalogue, work offline, exchange \
      through a shared folder in an awkward order, show every conflict, settle one, and prove \
      that all replicas are identical. Nothing outside the folder is touched.

      EXAMPLES
        syncd demo
        syncd demo --keep /tmp/syncd-demo     then look around with the commands it prints
      """)

  @Option(
    name: .customLong("keep"),
    help: ArgumentHelp("Play in this new folder and leave it.", valueName: "folder"))
  var keptFolder: String?

  func run() throws {
    let folder = keptFolder.map { URL(filePath: $0) } ?? Self.temporaryFolder()
    let stage = try DemoStage(folder: folder)
    defer { if keptFolder == nil { try? FileManager.default.removeItem(at: folder) } }
    try DemoStory(stage: stage, isKept: keptFolder != nil).tell()
  }

  private static func temporaryFolder() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "syncd-demo-\(UUID().uuidString)")
  }
}
