/// Why bytes are not the JSON, or not the changeset, that they had to be.
public struct Malformed: Error, Hashable, Sendable {
  /// Where the first fault stands, in bytes from the start of the line or file.
  public let offset: Int
  /// What the fault is.
  public let reason: Reason

  /// A fault at a byte, counted from 0.
  public init(_ reason: Reason, at offset: Int) {
    self.offset = offset
    self.reason = reason
  }

  /// The fault and its place, as one clause without a full stop.
  public var message: String { "\(reason.text) (byte \(offset))" }

  /// Every fault that a reader of this module can name.
  public enum Reason: Hashable, Sendable {
    /// The bytes end inside a value.
    case unexpectedEnd
    /// A byte that no JSON has at this place.
    case unexpectedByte(UInt8)
    /// The value is whole, and something follows it.
    case trailingBytes
    /// White space between tokens, or a second carriage return at the end.
    case whiteSpace
    /// U+FEFF before the first token.
    case byteOrderMark
    /// The first byte of a sequence that is not UTF-8; overlong forms and surrogates count.
    case invalidUTF8
    /// A character below U+0020 that is not escaped.
    case controlCharacter
    /// U+0000, as it is or escaped: many programs would cut the text there.
    case nul
    /// A backslash before something that JSON does not know.
    case invalidEscape
    /// An escape where canonical form has the character itself, or another escape.
    case needlessEscape
    /// An escape for half of a pair: no Unicode text holds it.
    case loneSurrogate
    /// A key that stands before its predecessor by UTF-16 code units.
    case keyOrder
    /// A key that its object already has; readers differ in which one they take.
    case duplicateKey
    /// `-0`, which has another canonical spelling.
    case negativeZero
    /// A number such as `01`.
    case leadingZero
    /// A number with a fraction or an exponent, even where its value is whole.
    case fraction
    /// A whole number that a double does not hold exactly.
    case integerRange
    /// Arrays and objects nest deeper than the limit.
    case tooDeep(limit: Int)
    /// A text, its escapes resolved, has more UTF-8 bytes than the limit.
    case textTooLong(limitBytes: Int)
    /// A body has more changes than the limit.
    case tooManyChanges(limit: Int)
    /// An object lacks a key that it must have; the place is where it begins.
    case missingKey(String)
    /// A key beside header, body and signature: nothing would sign it.
    case unknownKey
    /// A value of another JSON type than the format has here.
    case wrongType(expected: Expected)
    /// A text or number without the form that its meaning demands.
    case invalidName(Name)
    /// A header whose first key is another: signed objects are told apart by it.
    case authorNotFirst
    /// `previous` at sequence 1.
    case previousAtStart
    /// No `previous` above sequence 1.
    case previousMissing
    /// `set` names the cell `exists`.
    case existsInSet
    /// `set` is `{}`.
    case emptySet
    /// `replaces`, or an array in it, is empty.
    case emptyReplaces
    /// A dot that its array already has.
    case repeatedDot
    /// A dot of `delete` that stands before its predecessor by bytes.
    case unsortedDots
    /// One change says that the record is gone and that it is there.
    case deleteAndRestore
    /// `restore` is another value than true.
    case restoreNotTrue
    /// The changeset replaces a write of its own author that comes no earlier than itself.
    case ownDotNotEarlier
    /// Two changes of one record; which comes first would be a guess.
    case recordTwice
    /// A body that erases values and changes records as well.
    case erasesBesideChanges
    /// `erases`, or an array in it, is empty.
    case emptyErases
    /// A body with erased values that has its salt still: it would let them be guessed.
    case saltBesideErased
  }

  /// The JSON types that a reader asks for.
  public enum Expected: String, Hashable, Sendable {
    case object, array, text, integer, boolean
  }

  /// The kinds of text with a fixed form.
  public enum Name: String, Hashable, Sendable {
    case author, scope, type, id, cell, dot, hash, signature, time, salt, format, sequence
  }
}

extension Malformed.Reason {
  /// The fault in words.
  public var text: String {
    switch self {
    case .tooDeep(let limit): "arrays and objects nest deeper than \(limit) levels"
    case .textTooLong(let limit): "a text is longer than \(limit) bytes"
    case .tooManyChanges(let limit): "there are more than \(limit) changes"
    case .missingKey(let key): "the key \"\(key)\" is missing"
    case .unknownKey: "this key may not stand beside header, body and signature"
    case .wrongType(let expected): "a value of another JSON type stands where \(expected) must"
    case .invalidName(let name): "this is not a valid \(name)"
    case .authorNotFirst: "the first key of a header must be \"author\""
    case .previousAtStart: "sequence 1 has nothing before it, yet \"previous\" is given"
    case .previousMissing: "a sequence above 1 needs \"previous\""
    case .existsInSet: "the cell \"exists\" is written by delete and restore only"
    case .emptySet: "\"set\" is empty and must be left out"
    case .emptyReplaces: "\"replaces\" names nothing and must be left out"
    case .repeatedDot: "a dot stands twice in one array"
    case .unsortedDots: "the dots of \"delete\" are not in the order of their bytes"
    case .deleteAndRestore: "one change both deletes and restores"
    case .restoreNotTrue: "\"restore\" can only be true"
    case .ownDotNotEarlier: "a dot of the changeset's own author is not earlier than itself"
    case .recordTwice: "the record was already changed in this changeset"
    case .erasesBesideChanges: "a changeset that erases changes no record"
    case .emptyErases: "\"erases\" names nothing and must be left out"
    case .saltBesideErased: "a body of which values are erased must not have its salt"
    default: syntaxText
    }
  }

  private var syntaxText: String {
    switch self {
    case .unexpectedEnd: "the text ends too early"
    case .unexpectedByte(let byte): "byte 0x\(String(byte, radix: 16)) cannot stand here"
    case .trailingBytes: "something follows the end of the value"
    case .whiteSpace: "canonical JSON has no white space between tokens"
    case .byteOrderMark: "the text begins with a byte order mark"
    case .invalidUTF8: "the bytes are not UTF-8"
    case .controlCharacter: "a control character stands unescaped in a text"
    case .nul: "a text contains U+0000"
    case .invalidEscape: "this is no escape of JSON"
    case .needlessEscape: "canonical JSON writes this character another way"
    case .loneSurrogate: "an escape names half of a surrogate pair"
    case .keyOrder: "the keys are not in the order of their UTF-16 code units"
    case .duplicateKey: "a key stands twice in one object"
    case .negativeZero: "canonical JSON has no -0"
    case .leadingZero: "a number begins with a zero"
    case .fraction: "numbers have no fraction and no exponent here; decimals are texts"
    case .integerRange: "an integer lies outside ±9007199254740991"
    default: "the bytes break a rule of the format"
    }
  }

  /// The stable name of the fault in JSON, logs and metrics: each limit has its own.
  public var code: String {
    switch self {
    case .tooDeep: "too_deep"
    case .textTooLong: "text_too_long"
    case .tooManyChanges: "too_many_changes"
    default: "malformed"
    }
  }
}
