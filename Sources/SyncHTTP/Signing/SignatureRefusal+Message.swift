import SyncCore

extension SignatureRefusal {
  /// What happened, with what was found and what was expected.
  var detail: String {
    switch self {
    case .missing(let header):
      "The request has no \(header) header; everything but health and readiness is signed."
    case .tooLarge(let header, let bytes):
      "\(header) has \(bytes) bytes; at most \(SignatureLimits.headerBytes) are read."
    case .malformed(let header, let fault):
      "\(header) cannot be read: \(fault.shortened)."
    case .incomplete(let missing):
      "The signature does not cover \(missing.joined(separator: ", "))."
    case .unsupportedComponent(let component):
      "The signature covers \(component.shortened), which this server cannot check."
    case .fieldMissing(let name):
      "The signature covers \(name.shortened), but the request does not carry it."
    case .wrongAlgorithm(let name):
      "The signature's algorithm is \(name.shortened); this server expects ed25519."
    case .unknownAuthor(let name):
      "The signature's keyid is \(name.shortened), which is no author in this server's Peers."
    case .keyEnded(let author):
      "Peers ends every log of \(author) by a pin, so its key opens nothing any more."
    case .wrongReceiver(let claimed, let own):
      "The request was signed for party \(claimed.shortened); this server is party \(own)."
    case .wrongTarget(let claimed, let expected):
      "The request was signed for \(claimed.shortened); this server expects \(expected.shortened)."
    case .invalid(let author, let method, let target):
      """
      The signature does not fit the request under the key of \(author) in this server's Peers. \
      Expected was \(method) \(target.shortened).
      """
    case .digestMissing:
      "The request has no Content-Digest header, which an empty body needs too."
    case .digestUnsupported(let names):
      "Content-Digest has \(names.joined(separator: ", ").shortened); this server expects sha-256."
    case .digestMismatch(let received, let claimed):
      "The body that came has the SHA-256 \(received.hex), but Content-Digest says \(claimed.hex)."
    }
  }

  /// What to do next.
  var hint: String {
    switch self {
    case .missing, .malformed, .incomplete, .unsupportedComponent, .fieldMissing, .wrongAlgorithm,
      .digestMissing, .digestUnsupported:
      "Sign as `syncd sign METHOD URL [FILE]` does, or let syncd make the request."
    case .tooLarge:
      "Send one signature, or fewer of them."
    case .unknownAuthor:
      "Register the author in Peers of this server: `syncd init --print-party` prints its entry."
    case .keyEnded:
      "Sign with the author that followed it in Peers, or take away the pins that are wrong."
    case .wrongReceiver(_, let own):
      "Name \(own) as the peer, or correct the address of the other party in Peers."
    case .wrongTarget:
      "Make --public-url of the server and the address in the caller's Peers the same text."
    case .invalid:
      """
      Compare the address with --public-url of the server, and the author's key in both Peers; \
      something on the way may also have changed the request.
      """
    case .digestMismatch:
      "Send it again; if it stays so, something on the way changes bodies."
    }
  }
}

extension String {
  /// What came from outside, cut to what a message can bear: 200 characters.
  fileprivate var shortened: String {
    count <= 200 ? self : prefix(200) + "…"
  }
}
