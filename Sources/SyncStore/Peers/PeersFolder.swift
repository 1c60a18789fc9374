package import Foundation
package import SyncCore
import SyncWire

/// The folder with one JSON file per party.
package struct PeersFolder: Sendable {
  package let url: URL

  package init(_ url: URL) {
    self.url = url
  }

  /// The largest file that is read: 1 MiB.
  static let fileLimitBytes = 1_048_576

  /// Reads every `*.json`; other files are ignored.
  ///
  /// - Throws: `bad_peers` naming the file, if the folder is missing, a file is broken, or two
  ///   contradict each other.
  package func load() throws -> Rights {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: url.path)
        .filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
    } catch {
      throw StoreError(
        .badPeers, "The folder of parties \(url.path) cannot be read. Nothing was changed.",
        hint: "Name it with --peers DIR or SYNCD_PEERS; the repository's is Peers.", cause: error)
    }
    guard !names.isEmpty else {
      throw StoreError(
        .badPeers, "The folder \(url.path) holds no party. Nothing was changed.",
        hint: "It needs one JSON file per party; see Peers in the repository.")
    }
    let parties = try names.map(party)
    do {
      return try Rights(parties)
    } catch {
      throw StoreError(
        .badPeers, "\(url.path): \(text(of: error)). Nothing was changed.",
        hint: "Remove one of the two entries.", cause: error)
    }
  }

  private func party(_ name: String) throws -> Party {
    let file = url.appending(path: name)
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw StoreError(
        .badPeers, "\(file.path) cannot be read. Nothing was changed.",
        hint: "Check the rights of the file.")
    }
    guard data.count <= Self.fileLimitBytes else {
      throw StoreError(
        .badPeers, "\(file.path) has \(data.count) bytes; a party has at most 1 MiB.",
        hint: "Restore the file.")
    }
    do {
      return try Party.decode([UInt8](data))
    } catch {
      throw StoreError(
        .badPeers, "\(file.path): \(error.message) Nothing was changed.",
        hint: "Mend the file, or restore it.", cause: error)
    }
  }

  private func text(of contradiction: Rights.Contradiction) -> String {
    switch contradiction {
    case .authorTwice(let author, let first, let second):
      "the author \(author) is named twice, by party \(first) and by party \(second)"
    case .partyTwice(let party):
      "two files say that they are party \(party)"
    }
  }

  /// Writes a party's file, in place of the one of the same party if there is one.
  ///
  /// - Returns: the file that was written.
  package func save(_ party: Party) throws -> URL {
    let file = try fileName(of: party.name)
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      try Data(party.encoded).write(to: file, options: .atomic)
    } catch {
      throw StoreError(
        .badPeers, "\(file.path) cannot be written. It was left as it was.",
        hint: "Check your rights to the folder.", cause: error)
    }
    return file
  }

  private func fileName(of party: String) throws -> URL {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    for name in names.sorted() where name.hasSuffix(".json") {
      if try self.party(name).name == party { return url.appending(path: name) }
    }
    return url.appending(path: party + ".json")
  }
}
