import Catalogue
import Foundation
import Inspection
import SyncCore
import SyncHTTP
import SyncStore
import SyncWire

/// Makes a new replica.
struct ReplicaMaking {
  let author: Author
  let folder: ReplicaFolder
  let peersFolder: PeersFolder
  /// An existing key, or nil for a new one.
  let keyFile: String?
  /// Whether the key is put into Peers.
  let isRegistering: Bool
  /// What the replica starts from, or nil for an empty one.
  let origin: ReplicaOrigin?
  /// A file of certificates that are trusted beside those of the system.
  let trustedCertificates: URL?
  let console: Console

  /// Makes the folder, its key and its empty database; no changeset is written.
  ///
  /// It succeeds where Peers is missing, broken or does not know the key, and warns; only where
  /// the key is to be registered, Peers must be readable, or nothing is made.
  func make() async throws -> InitAnswer {
    let key = try keyFile.map(Self.key) ?? SigningKey()
    let registering = Registering(author: author, publicKey: key.publicKey)
    let rights = try knownRights()
    let party = try registering.party(in: rights ?? .none)
    let isKnown = rights?.registration(of: author)?.key == key.publicKey
    let origin = try await fetched(origin, key: key, rights: rights)
    if let origin {
      try origin.require(author, isNewKey: !isKnown && isRegistering, rights: rights)
    }
    try folder.create(author: author, replica: Self.newName(), signingKey: key) {
      try origin?.fill(folder, author: author, rights: rights ?? .none)
    }
    if isRegistering, !isKnown {
      try register(party, over: rights?.registration(of: author))
    } else if !isKnown {
      warnUnregistered(registering, rights: rights)
    }
    let current = isRegistering ? try peersFolder.load() : rights ?? .none
    let replica = try Replica.open(folder, schema: Catalogue.schema, rights: current)
    return InitAnswer(
      author: replica.author, publicKey: key.publicKey, folder: folder,
      replicaName: try folder.configuration().replica, isRegistered: isRegistering || isKnown,
      origin: origin)
  }

  /// What a server gives out, as a file that goes with the answer; anything else is there already.
  private func fetched(
    _ origin: ReplicaOrigin?, key: SigningKey, rights: Rights?
  ) async throws -> ReplicaOrigin? {
    guard case .server(let server) = origin else { return origin }
    let fetching = SnapshotFetching(author: author, key: key, rights: rights ?? .none)
    let file = FetchedFile()
    var settings = ClientSettings()
    settings.trustedCertificates = trustedCertificates
    try await fetching.fetch(from: server, to: file.url, settings) { .now }
    return .fetched(SnapshotFile(file.url), from: server, file)
  }

  /// The parties of Peers; nil where they cannot be read and need not be.
  private func knownRights() throws -> Rights? {
    guard FileManager.default.fileExists(atPath: peersFolder.url.path) else {
      if !isRegistering { console.warn("There is no folder \(peersFolder.url.path) yet.") }
      return nil
    }
    let files = try? FileManager.default.contentsOfDirectory(atPath: peersFolder.url.path)
    if files?.contains(where: { $0.hasSuffix(".json") }) == false { return nil }
    do {
      return try peersFolder.load()
    } catch {
      if isRegistering { throw error }
      console.warn(Failure(error).message)
      return nil
    }
  }

  private func register(_ party: Party, over old: Registration?) throws {
    if let old, old.author == author {
      console.warn(
        "Peers named another key for \(author), a demo key unless you know better: "
          + "\(KeyText.encode(old.key)). It is replaced; what it signed counts no longer.")
    }
    do {
      let file = try peersFolder.save(party)
      console.note("Registered the key of \(author) in \(file.path). Send this file to the others.")
    } catch {
      let failure = Failure(error)
      throw Failure(
        failure.code, failure.message + " The replica was made all the same.",
        hint: "Put this party there yourself: syncd init --print-party --replica \(folder.url.path)"
      )
    }
  }

  private func warnUnregistered(_ registering: Registering, rights: Rights?) {
    let other = rights?.registration(of: author) == nil ? "does not name" : "names another key for"
    console.warn(
      """
      Peers \(other) \(author): this replica can read and sync, but not write yet. \
      Put this entry into the file of party \(PartyName.of(author)) in \(peersFolder.url.path):
        \(registering.line)
      """)
  }

  private static func key(at path: String) throws -> SigningKey {
    guard let data = FileManager.default.contents(atPath: path), data.count < 4_096 else {
      throw Failure(
        "bad_key", "The key file '\(path)' cannot be read. Nothing was made.",
        hint: "Check its path; without --key a new key is made.")
    }
    return try SigningKey(fileText: String(decoding: data, as: UTF8.self))
  }

  /// 16 random characters that name the replica for ever.
  private static func newName() -> String {
    let alphabet = Array("23456789abcdefghijkmnpqrstuvwxyz")
    return String((0..<16).compactMap { _ in alphabet.randomElement() })
  }
}

/// What `init` made.
struct InitAnswer: Answer {
  let author: Author
  let publicKey: [UInt8]
  let folder: ReplicaFolder
  let replicaName: String
  let isRegistered: Bool
  let origin: ReplicaOrigin?

  var json: Value {
    var members: [(Text, Value)] = [
      ("author", .text(author.text)), ("public_key", .string(KeyText.encode(publicKey))),
      ("replica", .string(folder.url.path)), ("replica_id", .string(replicaName)),
      ("registered", .boolean(isRegistered)),
    ]
    if let origin { members.append(("from", origin.json)) }
    return .document(members)
  }

  func text(_ style: Style) -> String {
    var table = TextTable()
    table.add("author", style.bold(author.string))
    table.add("public_key", KeyText.encode(publicKey))
    table.add("replica", folder.url.path)
    if let origin { table.add("from", origin.text) }
    return table.text
  }
}

/// A party as its file in Peers.
struct PartyAnswer: Answer {
  let party: Party

  var json: Value {
    (try? RelaxedJSON.read(party.encoded)) ?? .null
  }

  func text(_ style: Style) -> String {
    String(decoding: party.encoded.dropLast(), as: UTF8.self)
  }
}
