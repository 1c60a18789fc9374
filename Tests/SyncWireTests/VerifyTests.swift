import SyncCore
import SyncWire
import Testing

struct VerifyTests {
  private func refusal(of changeset: Changeset, under rights: Rights) -> Refusal? {
    do {
      _ = try changeset.verified(against: rights)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a changeset of a known author with the right and the key is verified`() throws {
    let changeset = try Sample.changeset()
    let verified = try changeset.verified(against: try Sample.rights())
    #expect(verified.changeset == changeset)
    #expect(verified.body == changeset.body)
  }

  @Test func `an author whom Peers does not name is refused`() throws {
    let rights = try Sample.rights(author: "08-kalmar")
    let refusal = refusal(of: try Sample.changeset(), under: rights)
    #expect(refusal == .unknownAuthor(try Sample.dot("14-vgr:17"), try Sample.scope()))
  }

  @Test(arguments: [[], ["region/1"], ["region/14/internal"], ["national"]])
  func `an author without the right to the scope is refused`(writes: [String]) throws {
    let refusal = refusal(of: try Sample.changeset(), under: try Sample.rights(writes: writes))
    #expect(refusal == .noRight(try Sample.dot("14-vgr:17"), try Sample.scope()))
  }

  @Test func `a right to a whole prefix is enough`() throws {
    let rights = try Sample.rights(writes: ["region"])
    #expect(refusal(of: try Sample.changeset(), under: rights) == nil)
  }

  @Test func `a signature by another key is refused`() throws {
    let rights = try Sample.rights(key: SigningKey().publicKey)
    let refusal = refusal(of: try Sample.changeset(), under: rights)
    #expect(refusal == .signatureMismatch(try Sample.dot("14-vgr:17"), try Sample.scope()))
  }

  @Test func `a key in Peers that is no point of the curve verifies nothing`() throws {
    let rights = try Sample.rights(key: [UInt8](repeating: 0xFF, count: 32))
    #expect(refusal(of: try Sample.changeset(), under: rights)?.code == "signature_mismatch")
  }

  @Test func `a signature of one header does not serve another`() throws {
    let one = try Sample.changeset()
    let other = try Sample.draft(after: Sample.head(16), changes: []).sealed(with: Sample.key())
    let text = String(decoding: other.withoutBody.line, as: UTF8.self).replacing(
      KeyText.encode(other.signature), with: KeyText.encode(one.signature))
    let forged = try Changeset.decode(Array(text.utf8))
    #expect(refusal(of: forged, under: try Sample.rights())?.code == "signature_mismatch")
  }

  @Test func `what lies beyond a pin is refused, what lies before it is not`() throws {
    let changeset = try Sample.changeset()
    let scope = try Sample.scope()
    let before = try Sample.rights(pins: [scope: Sample.head(16)])
    let dot = try Sample.dot("14-vgr:17")
    #expect(refusal(of: changeset, under: before) == .beyondPin(dot, scope, pin: 16))
    let after = try Sample.rights(pins: [scope: Sample.head(18)])
    #expect(refusal(of: changeset, under: after) == nil)
    let elsewhere = try Sample.rights(pins: [try #require(Scope("national")): Sample.head(1)])
    #expect(refusal(of: changeset, under: elsewhere) == nil)
  }

  @Test func `at the pin only the pinned header counts`() throws {
    let changeset = try Sample.changeset()
    let scope = try Sample.scope()
    let same = try Sample.rights(pins: [scope: changeset.header.head])
    #expect(refusal(of: changeset, under: same) == nil)
    let other = try Sample.rights(pins: [scope: Sample.head(17)])
    let dot = try Sample.dot("14-vgr:17")
    #expect(refusal(of: changeset, under: other) == .pinMismatch(dot, scope))
  }

  @Test func `an incarnation has the key and rights of its name, and ends with its pin`() throws {
    let log = LogName(try Sample.scope(), try #require(Author("14-vgr~k3v9x2ab")))
    let draft = Draft(
      log: log, after: nil, time: try Sample.time(), schema: 1, changes: [], message: nil,
      person: nil, salt: Sample.salt)
    let changeset = try draft.sealed(with: try Sample.key())
    #expect(refusal(of: changeset, under: try Sample.rights()) == nil)
    let pinned = try Sample.rights(pins: [log.scope: Sample.head(5)])
    let expected = Refusal.beyondPin(changeset.header.dot, log.scope, pin: 0)
    #expect(refusal(of: changeset, under: pinned) == expected)
  }
}
