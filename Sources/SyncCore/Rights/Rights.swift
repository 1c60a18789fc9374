/// Who may write what, and how far each log counts: all of Peers, as one value.
public struct Rights: Hashable, Sendable {
  public let parties: [Party]
  private let registrations: [Author: Registration]
  private let partyByAuthor: [Author: String]

  /// Why Peers cannot be used.
  public enum Contradiction: Error, Equatable {
    case authorTwice(Author, String, String)
    case partyTwice(String)
  }

  public static let none = Rights()

  private init() {
    parties = []
    registrations = [:]
    partyByAuthor = [:]
  }

  public init(_ parties: [Party]) throws(Contradiction) {
    var registrations: [Author: Registration] = [:]
    var partyByAuthor: [Author: String] = [:]
    var names: Set<String> = []
    for party in parties {
      guard names.insert(party.name).inserted else { throw .partyTwice(party.name) }
      for registration in party.authors {
        if let other = partyByAuthor.updateValue(party.name, forKey: registration.author) {
          throw .authorTwice(registration.author, other, party.name)
        }
        registrations[registration.author] = registration
      }
    }
    self.parties = parties.sorted { $0.name < $1.name }
    self.registrations = registrations
    self.partyByAuthor = partyByAuthor
  }

  /// The entry whose key and rights an author has; an incarnation has those of its name, unless
  /// an entry of its own stands in Peers.
  public func registration(of author: Author) -> Registration? {
    registrations[author] ?? registrations[author.registered]
  }

  /// The party of that name, or nil if Peers has none.
  public func party(named name: String) -> Party? {
    parties.first { $0.name == name }
  }

  /// The party that an author writes for, or nil if Peers does not name it.
  public func party(of author: Author) -> String? {
    partyByAuthor[author] ?? partyByAuthor[author.registered]
  }

  /// Whether an author writes for the owner of a scope.
  public func isOwner(_ author: Author, of scope: Scope) -> Bool {
    guard let owner = scope.owner else { return false }
    return party(of: author) == owner
  }

  /// Where a log ends by a pin, or nil where it goes on.
  ///
  /// A pin of `NAME` ends every incarnation of NAME that has no pin of its own: at sequence 0.
  public func pin(of log: LogName) -> Pin? {
    if let own = registrations[log.author]?.pins[log.scope] { return .at(own) }
    let name = log.author.registered
    guard name != log.author, registrations[name]?.pins[log.scope] != nil else { return nil }
    return .atStart
  }

  /// The end of a log that Peers declares.
  public enum Pin: Hashable, Sendable {
    case at(Head)
    /// Nothing of the log counts.
    case atStart

    public var sequence: Int64 {
      switch self {
      case .at(let head): head.sequence
      case .atStart: 0
      }
    }
  }
}
