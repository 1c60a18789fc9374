public import SyncCore

/// Why a file of Peers cannot be used; the place is a path in it, such as `authors[0].key`.
public enum PartyError: Error, Hashable, Sendable {
  /// The file is not JSON that can be read, at a known byte.
  case malformed(Malformed)
  /// A key that must be there is not.
  case missing(place: String)
  /// A value of another JSON type stands where this one must.
  case wrongType(place: String, expected: Malformed.Expected)
  /// A text does not have the form that it needs.
  case invalid(place: String, needs: Form)
  /// One author has two entries.
  case authorTwice(Author)

  /// The forms that texts and numbers of the file have.
  public enum Form: String, Hashable, Sendable {
    case party = "\"national\" or two digits"
    case author = "an author such as 14-vgr"
    case key = "ed25519: and the base64 of 32 bytes"
    case scope = "a scope such as region/14"
    case sequence = "a sequence from 1"
    case hash = "sha256: and 64 lower-case hexadecimal digits"
  }

  /// The stable name of the error in JSON, logs and metrics.
  public var code: String {
    switch self {
    case .malformed: "peers_malformed"
    case .missing: "peers_missing_key"
    case .wrongType: "peers_wrong_type"
    case .invalid: "peers_invalid"
    case .authorTwice: "peers_author_twice"
    }
  }

  /// What is wrong and where; the caller names the file. Nothing of the file was used.
  public var message: String {
    let fault =
      switch self {
      case .malformed(let fault): "It is not readable JSON: \(fault.message)"
      case .missing(let place): "\(place) is missing"
      case .wrongType(let place, let expected): "\(place) must be of JSON type \(expected.rawValue)"
      case .invalid(let place, let needs): "\(place) must be \(needs.rawValue)"
      case .authorTwice(let author): "authors names \(author) twice"
      }
    return "\(fault). Nothing of the file was used; correct it and try again."
  }
}
