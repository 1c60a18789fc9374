public import SyncCore

extension Party {
  /// What a party is sent where its file does not say: everything but what is internal elsewhere.
  public static let defaultReceives = ["national", "region"].compactMap { Scope($0) }

  /// Reads a file of Peers (DESIGN section 5).
  ///
  /// Only `party` and `authors` are required; keys that nobody here knows are passed over.
  ///
  /// - Throws: a `PartyError` that names the place; the caller names the file.
  public static func decode(_ bytes: [UInt8]) throws(PartyError) -> Party {
    let value: Value
    do {
      value = try RelaxedJSON.read(bytes)
    } catch {
      throw .malformed(error)
    }
    let file = PeersPlace(path: "", value: value)
    guard case .object = value else { throw .wrongType(place: "the file", expected: .object) }
    let name = try file.required("party").form(.party) { isPartyName($0) ? $0 : nil }
    return Party(
      name: name, title: try file.optional("name")?.string() ?? name,
      healthcareRegion: try file.optional("healthcare_region")?.string(),
      authors: try registrations(in: try file.required("authors")),
      receives: try file.optional("receives").map(scopes) ?? defaultReceives,
      endpoints: try file.optional("endpoints").map(endpoints) ?? [:])
  }

  /// Whether this is `national` or a county code; digits of other scripts are none.
  private static func isPartyName(_ name: String) -> Bool {
    name == "national" || name.utf8.count == 2 && name.utf8.allSatisfy(\.isDigit)
  }

  /// Reads `authors`, each author once.
  private static func registrations(
    in place: PeersPlace
  ) throws(PartyError) -> [Registration] {
    var registrations: [Registration] = []
    for entry in try place.elements() {
      let registration = try registration(in: entry)
      guard !registrations.contains(where: { $0.author == registration.author }) else {
        throw .authorTwice(registration.author)
      }
      registrations.append(registration)
    }
    return registrations
  }

  /// Reads one author; without `writes` it may write nothing.
  private static func registration(in place: PeersPlace) throws(PartyError) -> Registration {
    Registration(
      author: try place.required("author").form(.author) { Author($0) },
      key: try place.required("key").form(.key) { KeyText.decode($0) },
      writes: try place.optional("writes").map(scopes) ?? [],
      pins: try place.optional("pins").map(pins) ?? [:])
  }

  /// Reads an array of scopes.
  private static func scopes(in place: PeersPlace) throws(PartyError) -> [Scope] {
    var scopes: [Scope] = []
    for element in try place.elements() { scopes.append(try element.form(.scope) { Scope($0) }) }
    return scopes
  }

  /// Reads the pins of an author by scope.
  private static func pins(in place: PeersPlace) throws(PartyError) -> [Scope: Head] {
    var pins: [Scope: Head] = [:]
    for (key, pin) in try place.members() {
      guard let scope = Scope(key.string) else { throw .invalid(place: pin.path, needs: .scope) }
      pins[scope] = Head(
        sequence: try pin.required("sequence").sequence(),
        hash: try pin.required("hash").form(.hash) { ContentHash($0) })
    }
    return pins
  }

  /// The carriers whose address must be a text; others are for later versions to know.
  private static let carriers: Set<Text> = ["http", "folder"]

  /// Reads the addresses; of carriers that nobody here knows only texts are kept.
  private static func endpoints(in place: PeersPlace) throws(PartyError) -> [String: String] {
    var endpoints: [String: String] = [:]
    for (key, address) in try place.members() {
      if carriers.contains(key) {
        endpoints[key.string] = try address.string()
      } else if let text = address.value.asText {
        endpoints[key.string] = text.string
      }
    }
    return endpoints
  }
}
