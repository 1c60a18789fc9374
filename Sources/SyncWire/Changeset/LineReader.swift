import SyncCore

/// Reads the line of a changeset: `{"body":…,"erased":…,"header":…,"signature":…}`; the body is
/// optional, and `erased` says which values it lacks.
struct LineReader {
  /// What stands in a line.
  struct Parts {
    let header: Header
    let signature: [UInt8]
    /// Where the body stands, or nil if there is none.
    let bodyRange: Range<Int>?
    /// The body as this program's format reads it; nil if there is none or it is newer.
    let body: Body?
    /// Which values the body lacks; nil if it is whole, or of a format that cannot be read.
    let erased: ErasedPart?
    /// Whether values are missing, in whatever format.
    let isErased: Bool
  }

  private var header: Header?
  private var signature: [UInt8]?
  private var bodyRange: Range<Int>?
  private var body: Result<Body, Malformed>?
  private var erased: Result<ErasedPart, Malformed>?
  private var bodyReader = BodyReader()
  private var headerReader = HeaderReader()

  /// Reads a whole line without its line end.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(Malformed) -> Parts {
    var scanner = JSONScanner(
      bytes, form: .canonical, nestingLimit: CanonicalJSON.nestingLimit)
    var reader = LineReader()
    do {
      try scanner.begin()
      try reader.readKeys(&scanner)
      try scanner.end()
      return try reader.parts()
    } catch {
      // Of two faults the first in the line is named, unless a newer format explains the body.
      if case .failure(let first) = reader.body, reader.isReadable { throw first }
      if case .failure(let first) = reader.erased, reader.isReadable { throw first }
      throw error
    }
  }

  /// Reads the keys that may stand in a line.
  private mutating func readKeys(_ scanner: inout JSONScanner) throws(Malformed) {
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      switch key {
      case "body": try readBody(&scanner)
      case "erased" where bodyRange != nil: try readErased(&scanner)
      case "header": header = try headerReader.read(&scanner)
      case "signature":
        signature = try scanner.named(.signature) {
          KeyText.decode($0, countBytes: KeyText.signatureBytes)
        }
      default: throw Malformed(.unknownKey, at: key.offset)
      }
    }
  }

  /// Reads the body as format 1. Only the header, which comes later, says whether it is: what does
  /// not fit is read once more as plain canonical JSON and its fault is kept for then.
  private mutating func readBody(_ scanner: inout JSONScanner) throws(Malformed) {
    let start = scanner.position
    let depth = scanner.depth
    do {
      body = .success(try bodyReader.read(&scanner))
    } catch {
      body = .failure(error)
      scanner.rewind(to: start, depth: depth)
      _ = try scanner.value()
    }
    bodyRange = start..<scanner.position
  }

  /// Reads what is said of the missing values; like the body, for what a later format may say.
  private mutating func readErased(_ scanner: inout JSONScanner) throws(Malformed) {
    let start = scanner.position
    let depth = scanner.depth
    do {
      erased = .success(try ErasedPart.read(&scanner))
    } catch {
      erased = .failure(error)
      scanner.rewind(to: start, depth: depth)
      _ = try scanner.value()
    }
  }

  /// The parts, if header and signature are there and a readable body is sound.
  private func parts() throws(Malformed) -> Parts {
    guard let header else { throw Malformed(.missingKey("header"), at: 0) }
    guard let signature else { throw Malformed(.missingKey("signature"), at: 0) }
    var read: Body?
    var part: ErasedPart?
    if isReadable, let body {
      read = try bodyReader.body(try body.get(), of: header)
      part = try erased?.get()
      try bodyReader.checkOwnDots(of: header)
    }
    return Parts(
      header: header, signature: signature, bodyRange: bodyRange, body: read, erased: part,
      isErased: erased != nil)
  }

  /// Whether this program knows the format of the body; so it is taken to, while none was named.
  private var isReadable: Bool { headerReader.format.map(Limits.reads) ?? true }
}
