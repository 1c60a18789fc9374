import SyncCore
import SyncWire
import Testing

struct RefusalTests {
  private func all() throws -> [Refusal] {
    let dot = try Sample.dot("14-vgr:17")
    let scope = try Sample.scope()
    return [
      .malformed(Malformed(.keyOrder, at: 3)), .malformed(Malformed(.tooDeep(limit: 13), at: 3)),
      .malformed(Malformed(.textTooLong(limitBytes: 9), at: 3)),
      .malformed(Malformed(.tooManyChanges(limit: 9), at: 3)), .tooLarge(bytes: 9_000_000),
      .bodyMismatch(dot, scope), .unknownAuthor(dot, scope), .noRight(dot, scope),
      .signatureMismatch(dot, scope), .beyondPin(dot, scope, pin: 16),
      .pinMismatch(dot, scope), .brokenChain(dot, scope), .fork(dot, scope),
      .waitingOverflow(dot, scope), .cannotSign(dot, scope),
    ]
  }

  @Test func `the codes are these and stay these`() throws {
    #expect(
      try all().map(\.code) == [
        "malformed", "too_deep", "text_too_long", "too_many_changes", "too_large",
        "body_mismatch", "unknown_author", "no_right", "signature_mismatch", "beyond_pin",
        "pin_mismatch", "broken_chain", "fork", "waiting_overflow", "cannot_sign",
      ])
  }

  @Test func `every message says where, what was left alone and what to do`() throws {
    for refusal in try all() {
      let sentences = refusal.message.split(separator: ". ")
      #expect(sentences.count >= 3, "\(refusal.message)")
      guard let write = refusal.write else { continue }
      #expect(refusal.message.contains("\(write.dot)"))
      #expect(refusal.message.contains("\(write.scope)") || refusal.code == "cannot_sign")
    }
  }

  @Test func `a malformed line is placed by its byte`() {
    let refusal = Refusal.malformed(Malformed(.duplicateKey, at: 42))
    #expect(refusal.message.contains("(byte 42)"))
    #expect(refusal.write == nil)
  }
}
