package import Foundation
package import SyncCore
package import SyncWire

/// A snapshot in a file, packed or not: told by its content.
package struct SnapshotFile: Sendable {
  package let url: URL

  package init(_ url: URL) {
    self.url = url
  }

  /// How much is read at a time: 1 MiB.
  private static let chunkBytes = 1_048_576

  /// Whether a file that begins with these bytes may be a snapshot.
  package static func opens(_ firstBytes: some Collection<UInt8>) -> Bool {
    Inflater.isGzip(firstBytes) || SnapshotManifest.opens(firstBytes)
  }

  /// Reads the first line and checks who signed it; the rest is not read.
  ///
  /// - Throws: `not_a_snapshot`, `newer_snapshot`, `snapshot_not_believed`, `file_error`.
  package func manifest(under rights: Rights) throws -> SnapshotManifest {
    struct Found: Error { let line: [UInt8] }
    do {
      _ = try read { batch in
        guard let first = batch.lines.first else { return }
        throw Found(line: Array(batch.bytes[first.range]))
      }
    } catch let found as Found {
      return try Self.manifest(found.line, of: url, under: rights)
    }
    throw Self.failure(.notASnapshot, url, "it is empty")
  }

  static func manifest(
    _ line: [UInt8], of url: URL, under rights: Rights
  ) throws -> SnapshotManifest {
    do throws(SnapshotFault) {
      return try SnapshotManifest.verified(line, against: rights)
    } catch {
      switch error {
      case .malformed: throw failure(.notASnapshot, url, error.message)
      case .newerFormat: throw failure(.newerSnapshot, url, error.message)
      case .unknownAuthor, .signatureMismatch:
        throw failure(.snapshotNotBelieved, url, error.message)
      }
    }
  }

  /// Hands on all lines in batches.
  ///
  /// - Returns: the hash of those behind the first, each with its line feed.
  /// - Throws: `not_a_snapshot` where a line is too long, `snapshot_damaged` where the file ends
  ///   inside a line or does not unpack, `file_error`, or what `emit` throws.
  func read(emit: (SnapshotBatch) throws -> Void) throws -> ContentHash {
    try withoutActuallyEscaping(emit) { emit in
      var batches = SnapshotBatches(emit: emit)
      do {
        try forEachPiece { try batches.append($0) }
        return try batches.finish()
      } catch let error as GzipError {
        throw Self.failure(
          .snapshotDamaged, url,
          error == .truncated ? "it ends too early" : "it cannot be unpacked (\(error.code))")
      } catch SnapshotBatches.Fault.lineTooLong {
        throw Self.failure(.notASnapshot, url, "a line is longer than a snapshot's may be")
      } catch SnapshotBatches.Fault.endsInsideLine {
        throw Self.failure(.snapshotDamaged, url, "it ends inside a line")
      }
    }
  }

  /// Reads the file piece by piece, unpacked.
  private func forEachPiece(_ body: ([UInt8]) throws -> Void) throws {
    guard let handle = try? FileHandle(forReadingFrom: url) else { throw unreadable }
    defer { try? handle.close() }
    var inflater: Inflater?
    var isFirst = true
    while let data = try? handle.read(upToCount: Self.chunkBytes), !data.isEmpty {
      let chunk = Array(data)
      if isFirst, Inflater.isGzip(chunk) { inflater = try Inflater() }
      isFirst = false
      if let inflater { try inflater.inflate(chunk, emit: body) } else { try body(chunk) }
    }
    try inflater?.finish()
  }

  private var unreadable: StoreError {
    StoreError(
      .fileError, "The snapshot \(url.path) cannot be read. Nothing was made.",
      hint: "Check its path and your rights to it.")
  }

  static func failure(_ code: StoreError.Code, _ url: URL, _ what: String) -> StoreError {
    let name = "The snapshot \(url.path)"
    switch code {
    case .notASnapshot:
      return StoreError(
        code, "\(url.path) is not a snapshot: \(what). Nothing was made.",
        hint: "Give a file that `syncd snapshot` made.")
    case .newerSnapshot:
      return StoreError(
        code, "\(name) cannot be read: \(what). Nothing was made.",
        hint: "Use that version of syncd, or a later one.")
    case .snapshotNotBelieved:
      return StoreError(
        code, "\(name) is not believed: \(what). Nothing was made.",
        hint: "Ask your own party or the national source for one made under today's Peers, or"
          + " begin without: pull the whole log.")
    default:
      return StoreError(
        code, "\(name) is damaged: \(what). Nothing was made.",
        hint: "Copy it again, or have it made again.")
    }
  }
}
