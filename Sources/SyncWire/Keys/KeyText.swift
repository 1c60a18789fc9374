/// How public keys and signatures stand in Peers and on the wire: `ed25519:` and base64.
public enum KeyText {
  /// The length of an Ed25519 public key or seed, in bytes.
  public static let keyBytes = 32
  /// The length of an Ed25519 signature, in bytes.
  public static let signatureBytes = 64

  private static let prefix = "ed25519:"

  /// The text of a key or signature.
  public static func encode(_ key: [UInt8]) -> String {
    prefix + Base64.encode(key)
  }

  /// The bytes of a key, or of a signature if 64 bytes are asked for; nil unless the text is the
  /// one that `encode` writes, of exactly that many bytes.
  public static func decode(_ text: String, countBytes: Int = keyBytes) -> [UInt8]? {
    decode(text, prefix: prefix, countBytes: countBytes)
  }

  /// The bytes behind a prefix, in strict base64.
  static func decode(_ text: String, prefix: String, countBytes: Int) -> [UInt8]? {
    guard text.utf8.starts(with: prefix.utf8) else { return nil }
    let encoded = String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    guard let bytes = Base64.decode(encoded), bytes.count == countBytes else { return nil }
    return bytes
  }
}
