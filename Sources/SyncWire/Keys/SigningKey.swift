import Crypto

/// The private half of an author's identity: an Ed25519 key (RFC 8032).
///
/// It leaves the process only as `fileText`, for the replica's `key` file.
public struct SigningKey: Sendable {
  /// Why a key cannot be made or used.
  public enum Failure: Error, Hashable, Sendable {
    /// A seed of this many bytes instead of 32.
    case seedLength(Int)
    /// The file is not `ed25519-private:`, base64 of 32 bytes and a line end.
    case fileForm
    /// The cryptographic library refused.
    case library

    /// What happened and what to do next; never a part of the key.
    public var message: String {
      switch self {
      case .seedLength(let count):
        "A key's seed has 32 bytes, not \(count). Nothing was changed; give the right file."
      case .fileForm:
        """
        This is no key file: it must hold one line, ed25519-private: and the base64 of 32 bytes. \
        Nothing was changed; give the right file or let init make a key.
        """
      case .library:
        "The cryptographic library refused the key. Nothing was written; try again."
      }
    }
  }

  private let key: Curve25519.Signing.PrivateKey

  /// A new random key.
  public init() {
    key = Curve25519.Signing.PrivateKey()
  }

  /// The key that 32 bytes give.
  public init(seed: [UInt8]) throws(Failure) {
    guard seed.count == KeyText.keyBytes else { throw .seedLength(seed.count) }
    do {
      key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    } catch {
      throw .library
    }
  }

  /// The key in a key file's text; one line end may be missing.
  public init(fileText: String) throws(Failure) {
    let line = fileText.utf8.last == .lineFeed ? String(fileText.dropLast()) : fileText
    guard
      let seed = KeyText.decode(line, prefix: Self.filePrefix, countBytes: KeyText.keyBytes)
    else { throw .fileForm }
    try self.init(seed: seed)
  }

  /// What the key file holds: one line. Keep it where only the owner can read it.
  public var fileText: String {
    Self.filePrefix + Base64.encode(Array(key.rawRepresentation)) + "\n"
  }

  /// The raw public key, 32 bytes; `KeyText.encode` makes it the text that Peers holds.
  public var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

  /// The signature of some bytes, 64 bytes.
  public func signature(of bytes: [UInt8]) throws(Failure) -> [UInt8] {
    do {
      return Array(try key.signature(for: bytes))
    } catch {
      throw .library
    }
  }

  private static let filePrefix = "ed25519-private:"
}

/// Checks Ed25519 signatures (RFC 8032) against a raw public key, 32 bytes.
public enum SignatureCheck {
  /// Whether the key's owner signed exactly these bytes; false for a key that is none.
  public static func isValid(
    _ signature: [UInt8], of bytes: [UInt8], by publicKey: [UInt8]
  ) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      return false
    }
    return key.isValidSignature(signature, for: bytes)
  }
}
