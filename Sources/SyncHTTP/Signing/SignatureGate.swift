import HTTPTypes
import SyncCore
import SyncWire

/// Decides who a request comes from, by its signature alone (RFC 9421).
///
/// The address that was signed is compared with the one under which the server is known, never
/// with Host; the time in the signature decides nothing. A request that is sent twice is let in
/// twice: everything in the exchange may be repeated.
struct SignatureGate: Sendable {
  static let signatureHeader = "Signature"
  static let algorithm = "ed25519"

  /// What an answer 401 says in Accept-Signature (RFC 9421, section 5.1).
  static let acceptSignature: String = {
    let names = SignatureInput.required.map { "\"\($0)\"" }.joined(separator: " ")
    return "syncd=(\(names));created;keyid;alg=\"\(algorithm)\""
  }()

  private let rights: Rights
  private let receiver: String

  /// - Parameter receiver: the name of the server's own party.
  init(rights: Rights, receiver: String) {
    self.rights = rights
    self.receiver = receiver
  }

  /// Checks the signature over the headers; the body need not have come yet.
  ///
  /// - Parameter target: the public address with the request's path and query.
  /// - Throws: the problem to answer, each refusal with its own code.
  func check(
    method: String, target: String, fields: HTTPFields
  ) throws(Problem) -> SignedRequest {
    guard let address = RequestTarget(target) else {
      throw Problem(
        status: 400, code: "malformed", detail: "\(target) is no address. Nothing was done.",
        hint: "Send a path as RFC 9112, section 3.2.1, has it.")
    }
    do throws(SignatureRefusal) {
      return try check(RequestParts(method: method, target: address, fields: fields))
    } catch {
      throw error.problem
    }
  }

  private func check(_ parts: RequestParts) throws(SignatureRefusal) -> SignedRequest {
    let (input, signature) = try choose(parts)
    if let name = input.algorithm, name != Self.algorithm { throw .wrongAlgorithm(name) }
    let (registration, author, party) = try identity(of: input)
    let claimed = parts.field(RequestParts.receiverHeader)
    if let claimed, claimed != receiver { throw .wrongReceiver(claimed: claimed, own: receiver) }
    guard let field = parts.field(ContentDigest.header) else { throw .digestMissing }
    let digest = try ContentDigest.read(field)
    guard try isValid(signature, of: input, over: parts, by: registration.key) else {
      if let claimed = parts.field(RequestParts.targetHeader).flatMap({ RequestTarget($0) }),
        claimed != parts.target,
        try isValid(signature, of: input, over: parts.addressed(to: claimed), by: registration.key)
      {
        throw .wrongTarget(claimed: claimed.text, expected: parts.target.text)
      }
      throw .invalid(author, method: parts.method, target: parts.target.text)
    }
    return SignedRequest(author: author, party: party, created: input.created, digest: digest)
  }

  /// The signature to go by: the first that covers what it has to and names an author in Peers,
  /// else the first that covers it. Others, such as a proxy's own, are none of our business.
  private func choose(
    _ parts: RequestParts
  ) throws(SignatureRefusal) -> (SignatureInput, [UInt8]) {
    let inputs = try members(of: parts, SignatureInput.header)
    let signatures = try members(of: parts, Self.signatureHeader)
    let (candidates, failure) = Self.candidates(in: inputs)
    guard let first = candidates.first else { throw failure }
    let chosen = candidates.first { (try? identity(of: $0)) != nil } ?? first
    guard let signature = signatures[chosen.label] else {
      throw .missing(header: "\(Self.signatureHeader) for \(chosen.label)")
    }
    guard let bytes = signature.bytes, bytes.count == KeyText.signatureBytes else {
      throw .malformed(
        header: Self.signatureHeader,
        fault: "\(chosen.label) is not the base64 of \(KeyText.signatureBytes) bytes")
    }
    return (chosen, bytes)
  }

  /// The signatures that cover what has to be covered, and what to say if there is none.
  private static func candidates(
    in inputs: SignatureMembers
  ) -> (found: [SignatureInput], failure: SignatureRefusal) {
    var found: [SignatureInput] = []
    var failure = SignatureRefusal.incomplete(missing: SignatureInput.required)
    var fewest = Int.max
    for member in inputs.members {
      do throws(SignatureRefusal) {
        let input = try SignatureInput(member)
        if input.missing.isEmpty { found.append(input) }
        guard input.missing.count < fewest else { continue }
        fewest = input.missing.count
        failure = .incomplete(missing: input.missing)
      } catch {
        if fewest == .max { failure = error }
      }
    }
    return (found, failure)
  }

  private func members(
    of parts: RequestParts, _ header: String
  ) throws(SignatureRefusal) -> SignatureMembers {
    guard let field = parts.field(header) else { throw .missing(header: header) }
    return try SignatureMembers(field, of: header)
  }

  /// The author that keyid names; an incarnation has the key of its name.
  private func identity(
    of input: SignatureInput
  ) throws(SignatureRefusal) -> (Registration, Author, Party) {
    guard let name = input.keyID else {
      throw .malformed(header: SignatureInput.header, fault: "\(input.label) has no keyid")
    }
    guard let author = Author(name), let registration = rights.registration(of: author),
      let party = rights.party(of: author).flatMap({ rights.party(named: $0) })
    else { throw .unknownAuthor(name) }
    guard !registration.hasEnded else { throw .keyEnded(author) }
    return (registration, author, party)
  }

  private func isValid(
    _ signature: [UInt8], of input: SignatureInput, over parts: RequestParts, by key: [UInt8]
  ) throws(SignatureRefusal) -> Bool {
    let base = try input.base { (component) throws(SignatureRefusal) in
      try parts.value(of: component)
    }
    return SignatureCheck.isValid(signature, of: base, by: key)
  }
}

extension Registration {
  /// Whether each right to write has ended by a pin for exactly its scope. An author that never
  /// had a right may still read.
  fileprivate var hasEnded: Bool {
    !writes.isEmpty && writes.allSatisfy { pins[$0] != nil }
  }
}
