import Foundation
import SyncStore

/// What tells one state of the Peers folder from another without reading it: the names, sizes,
/// numbers and times of its files.
struct PeersStamp: Hashable, Sendable {
  private struct Entry: Hashable, Sendable {
    let name: String
    let size: Int64
    let number: UInt64
    let changed: Date?
  }

  private let entries: [Entry]

  /// Looks at the folder; one that cannot be read has no entries.
  init(_ folder: PeersFolder) {
    let files = FileManager.default
    let names = (try? files.contentsOfDirectory(atPath: folder.url.path)) ?? []
    entries = names.filter { $0.hasSuffix(".json") }.sorted().map { name in
      let path = folder.url.appending(path: name).path
      let attributes = (try? files.attributesOfItem(atPath: path)) ?? [:]
      return Entry(
        name: name, size: (attributes[.size] as? NSNumber)?.int64Value ?? -1,
        number: (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0,
        changed: attributes[.modificationDate] as? Date)
    }
  }
}
