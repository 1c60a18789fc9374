public import SyncCore

/// Why a line of a snapshot, or all of it, is not believed.
public enum SnapshotFault: Error, Hashable, Sendable {
  /// The line is not of the form that a snapshot has there.
  case malformed(String)
  /// A format that a later program writes.
  case newerFormat(Int64)
  /// Peers does not name who signed it.
  case unknownAuthor(Author)
  /// The signature does not fit the manifest under the author's key in Peers.
  case signatureMismatch(Author)

  /// What is wrong, as one clause without a full stop.
  public var message: String {
    switch self {
    case .malformed(let what): what
    case .newerFormat(let format): "it is of format \(format), which a later syncd writes"
    case .unknownAuthor(let author): "Peers does not name \(author), who signed it"
    case .signatureMismatch(let author): "its signature does not fit the key of \(author) in Peers"
    }
  }
}

extension SnapshotManifest {
  /// Reads the first line and checks its signature.
  ///
  /// - Throws: `SnapshotFault`; a line that is not canonical is one.
  public static func verified(
    _ line: [UInt8], against rights: Rights
  ) throws(SnapshotFault) -> SnapshotManifest {
    let (manifest, signature, signed) = try read(line)
    guard let registration = rights.registration(of: manifest.author) else {
      throw .unknownAuthor(manifest.author)
    }
    guard SignatureCheck.isValid(signature, of: signed, by: registration.key) else {
      throw .signatureMismatch(manifest.author)
    }
    return manifest
  }

  private static func read(
    _ line: [UInt8]
  ) throws(SnapshotFault) -> (SnapshotManifest, signature: [UInt8], signed: [UInt8]) {
    let value: Value
    do {
      value = try CanonicalJSON.read(line)
    } catch {
      throw .malformed(error.message)
    }
    guard case .object(let members) = value, members.entries.count == 2,
      let signature = value["signature"]?.asText.flatMap({
        KeyText.decode($0.string, countBytes: KeyText.signatureBytes)
      }), let body = value["snapshot"]
    else { throw .malformed("the first line is not a signed manifest") }
    return (try SnapshotManifest(body), signature, signedBytes(of: body))
  }

  private init(_ value: Value) throws(SnapshotFault) {
    func text(_ key: Text) -> String? { value[key]?.asText?.string }
    guard case .integer(let format)? = value["format"], format >= 1 else {
      throw .malformed("the manifest names no format")
    }
    guard format == Self.format else { throw .newerFormat(format) }
    guard let author = text("author").flatMap({ Author($0) }),
      let time = text("time").flatMap({ Timestamp($0) }),
      let rights = text("rights").flatMap({ ContentHash($0) }),
      let hash = text("hash").flatMap({ ContentHash($0) }),
      case .integer(let lines)? = value["lines"], lines >= 0,
      case .object(let members)? = value["scopes"]
    else { throw .malformed("the manifest lacks a key, or one has another form") }
    var scopes: [Scope: Share] = [:]
    for entry in members.entries {
      guard let scope = Scope(entry.key.string), let share = Share(entry.value) else {
        throw .malformed("the manifest says nothing that can be read of scope \(entry.key)")
      }
      scopes[scope] = share
    }
    self.init(
      author: author, time: time, rights: rights, scopes: scopes, lines: lines, hash: hash)
  }
}

extension SnapshotManifest.Share {
  fileprivate init?(_ value: Value) {
    guard let digest = value["digest"]?.asText.flatMap({ ContentHash($0.string) }),
      case .object(let members)? = value["heads"]
    else { return nil }
    var heads: [Author: Head] = [:]
    for entry in members.entries {
      guard let author = Author(entry.key.string),
        let hash = entry.value["hash"]?.asText.flatMap({ ContentHash($0.string) }),
        case .integer(let sequence)? = entry.value["sequence"], sequence >= 1
      else { return nil }
      heads[author] = Head(sequence: sequence, hash: hash)
    }
    self.init(digest: digest, heads: heads)
  }
}
