import RawStructuredFieldValues
import SyncCore
import SyncWire

/// The Content-Digest header (RFC 9530): a hash over the body's bytes as they are sent.
enum ContentDigest {
  static let header = "Content-Digest"

  private static let algorithm = "sha-256"

  /// The header for a body with this SHA-256.
  static func write(_ hash: ContentHash) -> String {
    "\(algorithm)=:\(Base64.encode(hash.bytes)):"
  }

  /// The SHA-256 that a header names; other algorithms beside it are passed over.
  ///
  /// - Throws: `digestUnsupported`, or `malformed`.
  static func read(_ field: String) throws(SignatureRefusal) -> ContentHash {
    let members = try SignatureMembers(field, of: header)
    guard let member = members[algorithm] else {
      throw .digestUnsupported(members.members.map(\.label))
    }
    guard let hash = ContentHash(bytes: member.bytes ?? []) else {
      throw .malformed(header: header, fault: "\(algorithm) is not the base64 of 32 bytes")
    }
    return hash
  }
}

extension SignatureMembers.Member {
  /// The bytes of a byte sequence without parameters, in base64's one spelling; else nil.
  var bytes: [UInt8]? {
    guard case .item(let item) = value, item.rfc9651Parameters.isEmpty,
      case .undecodedByteSequence(let text) = item.rfc9651BareItem
    else { return nil }
    return Base64.decode(text)
  }
}
