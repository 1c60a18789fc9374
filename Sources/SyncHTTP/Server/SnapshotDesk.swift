import Foundation
import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// Writes snapshots for those who ask, one at a time: each reads every record twice.
///
/// They go into files without a name on this computer's disk first, so that a slow client does not
/// keep the database open at one moment.
actor SnapshotDesk {
  private let host: ReplicaHost
  private var last: Task<WrittenPieces, any Error>?

  init(host: ReplicaHost) {
    self.host = host
  }

  /// The snapshot of the scopes that a view shows, of a moment after the call.
  func snapshot(of view: SharedView, packs: Bool, at time: Timestamp) async throws -> WrittenPieces
  {
    let before = last
    let task = Task {
      _ = await before?.result
      return try await host.read {
        let pieces = try WrittenPieces()
        let deflater = packs ? try Deflater(level: 1) : nil
        _ = try view.replica.writeSnapshot(at: time, of: view.mayShare) { piece in
          guard let deflater else { return try pieces.write(piece) }
          try deflater.deflate(piece) { try pieces.write($0) }
        }
        try deflater?.finish { try pieces.write($0) }
        return pieces
      }
    }
    last = task
    return try await task.value
  }
}

/// Bytes on the disk that nobody else sees and that go with the last who holds them.
///
/// Written once, then read from the beginning, a piece at a time, by one task.
final class WrittenPieces: Sendable {
  private let descriptor: Int32
  private static let pieceBytes = 256 * 1_024

  /// - Throws: `file_error`.
  init() throws {
    let folder = FileManager.default.temporaryDirectory.path
    var name = Array((folder + "/syncd-XXXXXX").utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw Self.failure("make a file in \(folder)") }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(&name)
  }

  deinit {
    close(descriptor)
  }

  func write(_ bytes: [UInt8]) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress, buffer.count)
      }
      guard count >= 0 || errno == EINTR else { throw Self.failure("write a snapshot") }
      written += max(count, 0)
    }
  }

  /// Goes back to the beginning.
  func rewind() {
    lseek(descriptor, 0, SEEK_SET)
  }

  /// The next bytes; nil at the end.
  func next() throws -> [UInt8]? {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { buffer, initialised in
      count = read(descriptor, buffer.baseAddress, Self.pieceBytes)
      initialised = max(count, 0)
    }
    guard count >= 0 else { throw Self.failure("read a snapshot") }
    return bytes.isEmpty ? nil : bytes
  }

  private static func failure(_ action: String) -> StoreError {
    StoreError(
      .fileError, "syncd could not \(action): \(String(cString: strerror(errno))).",
      hint: "Check the folder for temporary files and its free space.")
  }
}
