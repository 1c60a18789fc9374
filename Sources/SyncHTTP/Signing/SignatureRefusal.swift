import SyncCore

/// Why a request's signature does not open the door. Nothing of the request was looked at then.
enum SignatureRefusal: Error, Hashable {
  /// The request does not carry this header.
  case missing(header: String)
  /// A header of the signature is longer than the limit.
  case tooLarge(header: String, bytes: Int)
  /// A header of the signature is not in the strict form of RFC 9651.
  case malformed(header: String, fault: String)
  /// No signature covers all that has to be covered; these are missing in the nearest one.
  case incomplete(missing: [String])
  /// A covered component that this version cannot check.
  case unsupportedComponent(String)
  /// A covered header that the request does not carry.
  case fieldMissing(String)
  case wrongAlgorithm(String)
  case unknownAuthor(String)
  case keyEnded(Author)
  case wrongReceiver(claimed: String, own: String)
  /// The signature is the author's, but for another address.
  case wrongTarget(claimed: String, expected: String)
  /// The signature does not fit the request under the author's key.
  case invalid(Author, method: String, target: String)
  case digestMissing
  /// Content-Digest names these algorithms, and not sha-256.
  case digestUnsupported([String])
  case digestMismatch(received: ContentHash, claimed: ContentHash)

  /// The stable name, equal in problem details, logs and metrics.
  var code: String {
    switch self {
    case .missing: "signature_missing"
    case .tooLarge: "signature_too_large"
    case .malformed: "signature_malformed"
    case .incomplete: "signature_incomplete"
    case .unsupportedComponent: "signature_component_unsupported"
    case .fieldMissing: "signature_field_missing"
    case .wrongAlgorithm: "signature_wrong_algorithm"
    case .unknownAuthor: "unknown_author"
    case .keyEnded: "key_ended"
    case .wrongReceiver: "signature_wrong_receiver"
    case .wrongTarget: "signature_wrong_target"
    case .invalid: "signature_invalid"
    case .digestMissing: "content_digest_missing"
    case .digestUnsupported: "content_digest_unsupported"
    case .digestMismatch: "content_digest_mismatch"
    }
  }

  /// The HTTP status: 431 for headers over the limit, else 401.
  var status: Int {
    if case .tooLarge = self { 431 } else { 401 }
  }

  /// The refusal as it is answered.
  var problem: Problem {
    Problem(status: status, code: code, detail: detail + " Nothing was done.", hint: hint)
  }
}
