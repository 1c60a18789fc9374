import Crypto
public import SyncCore

/// SHA-256 (FIPS 180-4) over bytes that come in pieces.
public struct SHA256Hasher: Sendable {
  private var hash = SHA256()

  /// A hasher that has taken nothing yet.
  public init() {}

  /// Takes the next bytes.
  public mutating func update(_ bytes: some Collection<UInt8>) {
    let isDone: Void? = bytes.withContiguousStorageIfAvailable {
      hash.update(bufferPointer: UnsafeRawBufferPointer($0))
    }
    if isDone == nil { update(Array(bytes)) }
  }

  /// The hash of everything taken so far; more may follow.
  public func finish() -> ContentHash {
    ContentHash(hash.finalize())
  }
}

extension ContentHash {
  /// The SHA-256 of some bytes.
  public static func sha256(_ bytes: some Collection<UInt8>) -> ContentHash {
    var hasher = SHA256Hasher()
    hasher.update(bytes)
    return hasher.finish()
  }

  fileprivate init(_ digest: SHA256.Digest) {
    self = digest.withUnsafeBytes { raw in
      func word(_ index: Int) -> UInt64 {
        UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
      }
      return ContentHash(words: (word(0), word(1), word(2), word(3)))
    }
  }
}
