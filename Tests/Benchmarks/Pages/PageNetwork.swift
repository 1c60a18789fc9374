import SyncCore
import SyncWire

/// The parties of the pages' benchmark with their keys, and how far each log has come.
///
/// The replica's own author writes nothing beforehand: region 14 is written by two offices of it.
struct PageNetwork {
  /// Whose replica is asked.
  static let own = Author.benchmark("14-vgr")
  /// The two offices of region 14 that do not know of each other.
  static let office = Author.benchmark("14-kontor")
  static let council = Author.benchmark("14-samordningsrad")
  static let national = Author.benchmark("national")

  let parties: [Party]
  let rights: Rights
  private let keys: [Author: SigningKey]
  private var heads: [LogName: Head] = [:]

  /// - Parameter regions: names by county code.
  init(regions: [(code: String, name: String)]) throws {
    var keys: [Author: SigningKey] = [:]
    func registration(_ author: Author, _ writes: [String]) -> Registration {
      let key = SigningKey()
      keys[author] = key
      return Registration(
        author: author, key: key.publicKey, writes: writes.map(Scope.benchmark))
    }
    var parties = [
      Party(
        name: "national", title: "Nationell källa", healthcareRegion: nil,
        authors: [registration(Self.national, ["national"])],
        receives: ["national", "region"].map(Scope.benchmark), endpoints: [:])
    ]
    for (code, name) in regions {
      let authors =
        code == "14" ? [Self.own, Self.office, Self.council] : [Self.author(of: code)]
      let writes = ["region/\(code)"] + (code == "14" ? ["national"] : [])
      parties.append(
        Party(
          name: code, title: name, healthcareRegion: nil,
          authors: authors.map { registration($0, writes) },
          receives: ["national", "region"].map(Scope.benchmark), endpoints: [:]))
    }
    self.parties = parties
    self.keys = keys
    rights = try Rights(parties)
  }

  /// Who writes what a region says.
  static func author(of region: String) -> Author {
    region == "14" ? office : .benchmark("\(region)-region")
  }

  func key(of author: Author) throws -> SigningKey {
    guard let key = keys[author] else { throw PageBench.Failure.unknown(author.string) }
    return key
  }

  /// Signs the next changeset of a log.
  mutating func seal(
    _ changes: [Change], by author: Author, in scope: Scope, at time: Timestamp,
    message: String? = nil
  ) throws -> Changeset {
    let log = LogName(scope, author)
    let draft = Draft(
      log: log, after: heads[log], time: time, schema: 1, changes: changes, message: message,
      person: author == Self.council ? "sven.ek" : "anna.berg",
      salt: Array(repeating: 1, count: Body.saltBytes))
    let changeset = try draft.sealed(with: try key(of: author))
    heads[log] = changeset.header.head
    return changeset
  }
}

extension Author {
  static func benchmark(_ name: String) -> Author {
    guard let author = Author(name) else { preconditionFailure("\(name) is no author") }
    return author
  }
}

extension Scope {
  static func benchmark(_ path: String) -> Scope {
    guard let scope = Scope(path) else { preconditionFailure("\(path) is no scope") }
    return scope
  }
}
