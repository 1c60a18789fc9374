import SyncCore

@testable import SyncHTTP

extension Surface {
  /// Bodies of the exchange, requests and answers, mean the same once they are written anew.
  static let messages = Surface("messages") {
    { bytes in
      try requireSame(CompareRequest.self, bytes)
      try requireSame(CompareReply.self, bytes)
      try requireSame(HeadsRequest.self, bytes)
      try requireSame(HeadsReply.self, bytes)
      try requireSame(ChangesetsRequest.self, bytes)
      try requireSame(PushReply.self, bytes)
      try requireSame(ProofReply.self, bytes)
    }
  }

  /// Headers of signatures: bounded, and what is signed is what came.
  static let signatures = Surface("signatures") {
    { bytes in
      guard let field = String(validating: bytes, as: UTF8.self) else { return }
      if let hash = accepted({ try ContentDigest.read(field) }) {
        try claim(
          "a digest is read as it was written",
          ContentDigest.read(ContentDigest.write(hash)) == hash)
      }
      guard
        let read = accepted({ try SignatureMembers(field, of: SignatureInput.header) })
      else { return }
      try claim("labels are bounded", read.members.count <= SignatureLimits.labels)
      for member in read.members {
        try claim("a member is part of its header", field.contains(member.text))
        guard let input = accepted({ try SignatureInput(member) }) else { continue }
        try claim("components are bounded", input.components.count <= SignatureLimits.components)
        let base = try input.base { _ in "x" }
        let tail = Array("\"@signature-params\": \(member.text)".utf8)
        try claim("what is signed ends in what came", base.suffix(tail.count).elementsEqual(tail))
      }
    }
  }

  /// An address has one spelling, which reads as itself.
  static let targets = Surface("targets") {
    { bytes in
      guard let text = String(validating: bytes, as: UTF8.self),
        let target = RequestTarget(text)
      else { return }
      try claim("its spelling reads as itself", RequestTarget(target.text) == target)
      try claim("its spelling is the last one", RequestTarget(target.text)?.text == target.text)
    }
  }
}

private func requireSame<Kind: Message & Equatable>(_ kind: Kind.Type, _ bytes: [UInt8]) throws {
  let message: Kind
  do {
    message = try Kind(decoding: bytes)
  } catch {
    return try claim("a refusal has its words", !error.message.isEmpty)
  }
  try claim("\(kind) reads the same again", Kind(decoding: message.encoded) == message)
}
