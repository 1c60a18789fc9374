import SyncCore
import SyncWire

/// A line on its way to a server.
struct PushLine: Hashable, Sendable {
  /// What the line is there for.
  enum Purpose: Hashable, Sendable {
    /// A changeset that the peer lacks.
    case changeset
    /// A header that shows the peer a fork.
    case evidence
  }

  let log: LogName
  /// Its place in the log and the hash of its header; sequence 0 for one half of a fork's proof.
  let head: Head
  let purpose: Purpose
  let bytes: [UInt8]
}

extension [PushLine] {
  /// How many bytes the lines take with their line ends, unpacked.
  var sizeBytes: Int { reduce(0) { $0 + $1.bytes.count + 1 } }

  /// The lines as one gzip member.
  func packed() throws -> [UInt8] {
    let deflater = try Deflater()
    var packed: [UInt8] = []
    for line in self {
      try deflater.deflate(line.bytes + [UInt8(ascii: "\n")]) { packed += $0 }
    }
    try deflater.finish { packed += $0 }
    return packed
  }
}
