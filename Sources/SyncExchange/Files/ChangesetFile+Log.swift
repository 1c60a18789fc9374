package import Foundation
package import SyncCore
import SyncWire

extension ChangesetFile {
  /// The lines of one log in a file of changesets, packed or not; nothing is merged. Memory: those
  /// lines.
  ///
  /// - Throws: `file_unreadable`.
  package static func lines(of log: LogName, in url: URL) throws -> [[UInt8]] {
    var lines: [[UInt8]] = []
    do {
      try FileAccess.reading(url.path, followsLinks: true) { descriptor in
        _ = try ChangesetLines.read(descriptor, stopsAtZero: true) { line in
          guard case .line(let bytes, _) = line,
            (try? Changeset.decode(bytes))?.header.log == log
          else { return }
          lines.append(bytes)
        }
      }
    } catch let failure as SystemFailure {
      throw ExchangeError(
        .fileUnreadable, "\(url.path) cannot be read: \(failure.message). Nothing was changed.",
        hint: "Check the path and your rights to it.", cause: failure)
    }
    return lines
  }
}
