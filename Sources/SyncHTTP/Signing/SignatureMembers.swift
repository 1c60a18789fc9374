import RawStructuredFieldValues
import SyncCore

/// What is read of a signature's headers at most.
enum SignatureLimits {
  /// Of each of Signature-Input, Signature and Content-Digest.
  static let headerBytes = 4_096
  /// Signatures in one request.
  static let labels = 8
  /// Components that one signature covers.
  static let components = 32
}

/// A header that is a dictionary of structured values (RFC 9651), with each member's own text.
///
/// The text is kept because a signature covers it byte for byte; the parser gives values alone,
/// and silently keeps the last of several members of one name.
struct SignatureMembers {
  /// One member: `label=value`.
  struct Member {
    let label: String
    /// What stands behind the equals sign.
    let text: String
    /// Whether the text is the one that who makes a header has to write (RFC 9651, section 4.1).
    let isStrict: Bool
    let value: ItemOrInnerList
  }

  let members: [Member]

  /// - Throws: `tooLarge` before anything is parsed; `malformed` for another form, a label that
  ///   stands twice and more than eight labels.
  init(_ field: String, of header: String) throws(SignatureRefusal) {
    guard field.utf8.count <= SignatureLimits.headerBytes else {
      throw .tooLarge(header: header, bytes: field.utf8.count)
    }
    var members: [Member] = []
    for part in Self.parts(of: Array(field.utf8)) {
      let member = try Self.member(part, of: header)
      guard !members.contains(where: { $0.label == member.label }) else {
        throw .malformed(header: header, fault: "\(member.label) stands in it twice")
      }
      members.append(member)
    }
    guard members.count <= SignatureLimits.labels else {
      throw .malformed(
        header: header, fault: "it has \(members.count) labels, over \(SignatureLimits.labels)")
    }
    self.members = members
  }

  subscript(label: String) -> Member? {
    members.first { $0.label == label }
  }

  /// The texts between the commas that separate members; a comma in a string separates nothing.
  private static func parts(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    var isQuoted = false
    var isEscaped = false
    for (index, byte) in bytes.enumerated() {
      if isEscaped {
        isEscaped = false
      } else if isQuoted, byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: ","), !isQuoted {
        parts.append(bytes[start..<index])
        start = index + 1
      }
    }
    return parts + [bytes[start...]]
  }

  private static func member(
    _ part: ArraySlice<UInt8>, of header: String
  ) throws(SignatureRefusal) -> Member {
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let bytes = Array(part.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    var parser = StructuredFieldValueParser(bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    guard let parsed = try? parser.parseDictionaryFieldValue(), parsed.count == 1,
      let (label, value) = parsed.first
    else { throw .malformed(header: header, fault: "\(text.debugDescription) is no member") }
    var writer = StructuredFieldValueSerializer()
    let strict = try? writer.writeDictionaryFieldValue(parsed)
    return Member(
      label: label, text: String(text.dropFirst(label.count + 1)), isStrict: strict == bytes,
      value: value)
  }
}
