import Foundation
import FuzzSurfaces
import Testing

/// What the fuzzer found, and the seeds it began with, as ordinary tests.
@Suite struct CorpusTests {
  private static let corpus = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fuzz/corpus")

  /// The inputs in a surface's folder, with their names.
  private func inputs(for surface: Surface) throws -> [(name: String, bytes: [UInt8])] {
    let folder = Self.corpus.appending(path: surface.name)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      ($0, Array(try Data(contentsOf: folder.appending(path: $0))))
    }
  }

  @Test(arguments: Surface.all.map(\.name))
  func `every surface keeps its claims on its corpus`(name: String) throws {
    let surface = try #require(Surface.named(name))
    let check = try surface.open()
    let inputs = try inputs(for: surface)
    #expect(!inputs.isEmpty, "\(name) has no seeds")
    for (file, bytes) in inputs {
      #expect(throws: Never.self, "\(name)/\(file)") { try check(bytes) }
    }
  }

  @Test func `every folder of the corpus belongs to a surface`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
    #expect(Set(folders) == Set(Surface.all.map(\.name)))
  }
}
