package import Foundation
import SyncCore
import SyncWire

/// The folder that nightly reports are put into: `latest.md`, `latest.html`, `latest.json`, and
/// the JSON documents of earlier nights by their time.
package struct ReportFolder {
  private let url: URL

  /// How many documents of earlier nights are kept.
  static let keptLimit = 30

  /// Takes the folder, and makes it where only the last part of its path is missing.
  ///
  /// - Throws: `file_not_written` if it cannot be made or written to; nothing was done then.
  package init(_ url: URL) throws {
    self.url = url
    let path = url.path
    guard mkdir(path, 0o755) == 0 || errno == EEXIST, access(path, W_OK | X_OK) == 0,
      (try? FileAccess.names(in: path)) != nil
    else {
      throw Self.failure(SystemFailure("use \(path)"), "Nothing was exchanged.")
    }
  }

  /// Puts the report in place of the last one; each file comes whole or not at all.
  ///
  /// - Throws: `file_not_written`; what the run did stays done.
  package func write(_ report: NightlyReport) throws {
    let json = CanonicalJSON.write(report.json) + [UInt8(ascii: "\n")]
    let document = report.document
    do {
      try put(json, at: Self.name(report.began))
      try put(json, at: "latest.json")
      try put(Array(document.markdown.utf8), at: "latest.md")
      try put(Array(document.html.utf8), at: "latest.html")
      for name in Self.outdated(among: try FileAccess.names(in: url.path)) {
        unlink(url.appending(path: name).path)
      }
    } catch let failure as SystemFailure {
      throw Self.failure(failure, "The exchanges of the run were done; its report is not written.")
    }
  }

  private func put(_ bytes: [UInt8], at name: String) throws {
    var file = try ReplacingFile(path: url.appending(path: name).path)
    try file.write(bytes)
    try file.finish()
  }

  /// `YYYY-MM-DDThhmm.json`, in UTC.
  static func name(_ time: Timestamp) -> String {
    let text = time.description
    return "\(text.prefix(13))\(text.dropFirst(14).prefix(2)).json"
  }

  /// The reports of earlier nights that are too many, by their names; other files are left alone.
  static func outdated(among names: [String]) -> [String] {
    names.filter { name in
      let padded = "\(name.prefix(13)):\(name.dropFirst(13).prefix(2)):00.000Z"
      return Timestamp(padded).map { Self.name($0) == name } ?? false
    }.sorted().dropLast(keptLimit)
  }

  private static func failure(_ failure: SystemFailure, _ state: String) -> ExchangeError {
    ExchangeError(
      .fileNotWritten, "The report cannot be written: \(failure.message). \(state)",
      hint: "Make the folder, and check the rights to it and the room on its disk.",
      cause: failure)
  }
}
