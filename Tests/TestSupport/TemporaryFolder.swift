package import Foundation

/// A folder of its own for one test; it is deleted, with all that is in it, when the value goes.
package final class TemporaryFolder: Sendable {
  package let url: URL

  package var path: String { url.path }

  /// Throws what the file system says if the folder cannot be made; then nothing is left behind.
  package init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("syncd-" + UUID().uuidString.lowercased(), isDirectory: true)
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// The place of a file or folder inside; nothing is created.
  package func file(_ name: String) -> URL {
    url.appendingPathComponent(name)
  }
}

/// Runs `body` with a folder that is deleted afterwards, whether `body` throws or not.
package func withTemporaryFolder<Result>(
  _ body: (TemporaryFolder) throws -> Result
) throws -> Result {
  let folder = try TemporaryFolder()
  return try withExtendedLifetime(folder) { try body(folder) }
}

/// Runs `body` with a folder that is deleted afterwards, whether `body` throws or not.
package func withTemporaryFolder<Result>(
  _ body: (TemporaryFolder) async throws -> Result
) async throws -> Result {
  let folder = try TemporaryFolder()
  defer { withExtendedLifetime(folder) {} }
  return try await body(folder)
}
