import Foundation

/// Folders of the package, found from this file.
enum Folders {
  static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let data = package.appending(path: "Sources/Catalogue/Data")
  /// Where the transcriptions are kept beside a checkout, if they are.
  static let transcriptions = package.appending(path: "../shared/data").standardizedFileURL
  static let peers = package.appending(path: "Peers")
}
