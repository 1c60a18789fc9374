import SyncCore

/// One signed transaction of one author in one scope, as it stands on one line.
///
/// Values are made by `decode` and by `Draft.sealed` alone, so the line is canonical, within the
/// limits, and its body is the one that the header names, or what is left of it. Whether the signature holds and the
/// author may write there, only `verified(against:)` says.
public struct Changeset: Hashable, Sendable {
  /// The exact canonical bytes, without a line end.
  public let line: [UInt8]
  /// The signed part, read and checked for its form.
  public let header: Header
  /// The Ed25519 signature of `header.bytes`, 64 bytes.
  public let signature: [UInt8]
  /// What it says; nil if the line has no body, or one of a format that cannot be read.
  ///
  /// Where values were erased, the header does not vouch for it any more: an erasure has to.
  public let body: Body?
  /// Which values the body lacks; nil if it is the one that its author signed.
  public let erased: ErasedPart?
  /// Whether the line has the body that its author signed, in whatever format.
  public let isWhole: Bool

  /// Whether the line by itself can be verified by its header, kept and relayed, but not merged.
  public var isHeld: Bool { body == nil || erased != nil }

  /// Reads a line; one carriage return at its end is dropped.
  ///
  /// The length is checked before anything is parsed. Checked are form, limits and the body's
  /// hash; not checked are signature, chain and rights. A line over the limit costs nothing, any
  /// other is read once.
  ///
  /// - Throws: `.tooLarge`, `.malformed` with the offset of the first fault, or `.bodyMismatch`.
  public static func decode(_ line: [UInt8]) throws(Refusal) -> Changeset {
    let line = line.last == .carriageReturn ? Array(line.dropLast()) : line
    guard line.count <= Limits.changesetBytes else { throw .tooLarge(bytes: line.count) }
    let parts: LineReader.Parts
    do {
      parts = try line.withUnsafeBufferPointer { (bytes) throws(Malformed) in
        try LineReader.read(bytes)
      }
    } catch {
      throw .malformed(error)
    }
    let mismatch = Refusal.bodyMismatch(parts.header.dot, parts.header.scope)
    if let range = parts.bodyRange, !parts.isErased {
      guard ContentHash.sha256(line[range]) == parts.header.body else { throw mismatch }
    }
    let changeset = Changeset(
      line: line, header: parts.header, signature: parts.signature, body: parts.body,
      erased: parts.erased, isWhole: parts.bodyRange != nil && !parts.isErased)
    if let erased = parts.erased {
      guard changeset.remainder == erased.remainder else { throw mismatch }
    }
    return changeset
  }

  /// The same changeset as the line `{"header","signature"}`: it proves the chain without saying
  /// what was written.
  public var withoutBody: Changeset {
    let line = Self.line(body: nil, header: header.bytes, signature: signature)
    return Changeset(
      line: line, header: header, signature: signature, body: nil, erased: nil, isWhole: false)
  }

  /// Puts a line together from canonical parts.
  static func line(
    body: [UInt8]?, erased: [UInt8]? = nil, header: [UInt8], signature: [UInt8]
  ) -> [UInt8] {
    var line = Array("{".utf8)
    line.reserveCapacity((body?.count ?? 0) + header.count + 160)
    if let body {
      line.append(contentsOf: "\"body\":".utf8)
      line.append(contentsOf: body)
      line.append(.comma)
    }
    if let erased {
      line.append(contentsOf: "\"erased\":".utf8)
      line.append(contentsOf: erased)
      line.append(.comma)
    }
    line.append(contentsOf: "\"header\":".utf8)
    line.append(contentsOf: header)
    line.append(contentsOf: ",\"signature\":".utf8)
    CanonicalJSON.append(KeyText.encode(signature), to: &line)
    line.append(.closeBrace)
    return line
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.line == right.line
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(header)
    hasher.combine(line.count)
  }
}
