import SyncCore
import Testing

@testable import SyncWire

struct ErasingTests {
  private func place(_ cell: String, of id: String = "14-kol-1") throws -> CellPlace {
    CellPlace(try Sample.record(id), try Sample.cell(cell))
  }

  /// A changeset of many cells with arbitrary values.
  private func arbitrary(using random: inout SeededRandom) throws -> Changeset {
    let changes = try (1...Int.random(in: 1...5, using: &random)).map { number in
      let writes = try (1...Int.random(in: 1...6, using: &random)).map { cell in
        Change.Write(try Sample.cell("cell\(cell)"), .arbitrary(using: &random))
      }
      return Change(record: try Sample.record("14-\(number)"), writes: writes)
    }
    return try Sample.draft(after: Sample.head(3), changes: changes, message: "Möte")
      .sealed(with: try Sample.key())
  }

  private func text(_ changeset: Changeset) -> String {
    String(decoding: changeset.line, as: UTF8.self)
  }

  @Test func `what is left is read back as it is, and still verifies by its header`() throws {
    let whole = try Sample.changeset()
    let left = try #require(whole.erasing([try place("note")]))
    #expect(try Changeset.decode(left.line) == left)
    #expect(left.header == whole.header && left.signature == whole.signature)
    #expect(try left.verified(against: try Sample.rights()).isHeld)
    #expect(left.erased?.cells == [try place("note")])
  }

  @Test func `the value and the salt are gone and all else stays`() throws {
    let whole = try Sample.changeset()
    let left = try #require(whole.erasing([try place("note")]))
    #expect(!text(left).contains("Start i mars"))
    #expect(left.body?.salt == nil && !text(left).contains(Base64.encode(Sample.salt)))
    #expect(left.body?.person == whole.body?.person && left.body?.message == whole.body?.message)
    let (before, after) = (try #require(whole.body?.changes), try #require(left.body?.changes))
    #expect(before.map(\.replaces) == after.map(\.replaces))
    #expect(before.map(\.existence) == after.map(\.existence))
    #expect(before.flatMap(\.allWrites).map(\.cell) == after.flatMap(\.allWrites).map(\.cell))
    #expect(after[0].writes.first { $0.cell.text == "note" }?.value == Value.erased)
    #expect(
      before[0].writes.filter { $0.cell.text != "note" }
        == after[0].writes.filter { $0.cell.text != "note" })
  }

  @Test func `in whatever order values go, the same line is left and has the same remainder`() {
    let failure = firstFailingSeed(outOf: 200) { random in
      let whole = try? arbitrary(using: &random)
      guard let whole else { return false }
      let all = Array(whole.writtenCells).sorted()
      let gone = all.filter { _ in Bool.random(using: &random) }
      var step = whole
      for cell in gone.shuffled(using: &random) {
        guard let next = step.erasing([cell]) else { return false }
        step = next
      }
      let atOnce = whole.erasing(Set(gone))
      return step == atOnce && step.remainder == whole.remainder
        && (gone.isEmpty || step.erased?.cells == Set(gone))
        && step.writtenCells == whole.writtenCells
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `cells that are not there, or gone already, change nothing`() throws {
    let whole = try Sample.changeset()
    #expect(whole.erasing([try place("other"), try place("note", of: "14-kol-2")]) == whole)
    let left = try #require(whole.erasing([try place("note")]))
    #expect(left.erasing([try place("note")]) == left)
    #expect(whole.withoutBody.erasing([try place("note")]) == nil)
  }

  @Test(arguments: [
    ("infort", "pausat"), ("anna.berg", "anna.borg"), ("14-vgr:16", "14-vgr:15"),
    ("14-kol-2", "14-kol-4"), ("Möte", "Mote"), ("{\"erased\":true}", "\"Slut i mars\""),
    ("\"seeds\":[\"sha256:", "\"seeds\":[\"sha256:00"),
  ])
  func `whoever changes what is left is found out`(_ old: String, _ new: String) throws {
    let left = try #require(try Sample.changeset().erasing([try place("note")]))
    let forged = text(left).replacing(old, with: new, maxReplacements: 1)
    #expect(forged != text(left))
    #expect(throws: Refusal.self) { try Changeset.decode(Array(forged.utf8)) }
  }

  @Test func `a value that is hidden by somebody else shows in what the line lacks`() throws {
    let whole = try Sample.changeset()
    let hidden = try #require(whole.erasing([try place("note"), try place("status")]))
    #expect(hidden.remainder == whole.remainder)
    #expect(hidden.erased?.cells == [try place("note"), try place("status")])
  }

  @Test func `what is said of missing values needs a body, and the body must lack its salt`() throws
  {
    let whole = try Sample.changeset()
    let left = text(try #require(whole.erasing([try place("note")])))
    let start = try #require(left.firstRange(of: "\"erased\":{\"remainder\""))
    let bare = "{" + left[start.lowerBound...]
    #expect(throws: Refusal.malformed(Malformed(.unknownKey, at: 1))) {
      try Changeset.decode(Array(bare.utf8))
    }
    let salt = ",\"salt\":\"\(Base64.encode(Sample.salt))\"}"
    let person = "\"person\":\"anna.berg\""
    let salted = left.replacing(person + "}", with: person + salt)
    #expect(throws: Refusal.malformed(Malformed(.saltBesideErased, at: 8))) {
      try Changeset.decode(Array(salted.utf8))
    }
  }

  // MARK: Changesets that erase

  private func erasure() throws -> Erasure {
    let whole = try Sample.changeset()
    return Erasure(
      author: whole.header.author, sequence: whole.header.sequence, header: whole.header.hash,
      remainder: try #require(whole.remainder), cells: [try place("status"), try place("note")])
  }

  private func erasing(_ erases: [Erasure], _ changes: [Change] = []) throws -> Changeset {
    try Draft(
      log: try Sample.log(), after: Sample.head(20), time: try Sample.time(), schema: 1,
      changes: changes, message: "Begäran", person: nil, salt: Sample.salt, erases: erases
    ).sealed(with: try Sample.key())
  }

  @Test func `a changeset that erases is of format 3 and says what goes`() throws {
    let changeset = try erasing([try erasure()])
    #expect(changeset.header.format == 3 && !changeset.isHeld)
    #expect(changeset.body?.erases == [try erasure()])
    #expect(try Changeset.decode(changeset.line).body?.erases == [try erasure()])
  }

  @Test func `a changeset that erases changes no record`() throws {
    let change = Change(
      record: try Sample.record(), writes: [Change.Write(try Sample.cell("note"), .null)])
    let refusal = #expect(throws: Refusal.self) { try erasing([try erasure()], [change]) }
    guard case .malformed(let fault) = refusal else { return #expect(Bool(false)) }
    #expect(fault.reason == .erasesBesideChanges)
  }

  @Test func `one changeset names another once`() throws {
    #expect(throws: Refusal.self) { try erasing([try erasure(), try erasure()]) }
  }

  @Test(arguments: [
    "[]", "[1]", "{}", "[{\"author\":\"14-vgr\"}]",
    "[{\"author\":\"14-vgr\",\"header\":\"HASH\",\"records\":[],\"remainder\":\"HASH\",\"sequence\":1}]",
    """
    [{"author":"14-vgr","header":"HASH","records":[{"cells":[],"id":"a","type":"t"}],\
    "remainder":"HASH","sequence":1}]
    """,
  ])
  func `what names nothing is malformed in format 3 and unknown in format 1`(_ text: String) throws
  {
    let erases = text.replacing("HASH", with: ContentHash.zero.description)
    let body = "{\"changes\":[],\"erases\":\(erases),\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\"}"
    let plain = try Changeset.decode(try Sample.line(body: body, header: Sample.header))
    #expect(plain.body?.erases == [])
    let header = Sample.header.replacing("\"format\":1", with: "\"format\":3")
    let line = try Sample.line(body: body, header: header)
    #expect(throws: Refusal.self) { try Changeset.decode(line) }
  }

  @Test func `format 2 is never read`() throws {
    let line = String(decoding: try erasing([try erasure()]).line, as: UTF8.self)
    let end = try #require(line.firstRange(of: ",\"header\":{\"author\""))
    let body = line[..<end.lowerBound].dropFirst("{\"body\":".count)
    let header = Sample.header.replacing("\"format\":1", with: "\"format\":2")
    #expect(try Changeset.decode(try Sample.line(body: String(body), header: header)).isHeld)
  }

  @Test func `seeds tell nothing of a leaf that is gone, and no more than they have to`() throws {
    var cover = SeedCover(count: 1_000, salt: Sample.salt)
    let all = cover.leaves
    cover.remove(617)
    #expect(cover.seeds.count <= 10)
    let left = cover.leaves
    #expect(left[617] == nil)
    #expect(left.indices.allSatisfy { $0 == 617 || left[$0] == all[$0] })
    let again = SeedCover(count: 1_000, without: [617], seeds: cover.seeds)
    #expect(again?.leaves == left)
    #expect(SeedCover(count: 1_000, without: [617], seeds: Array(cover.seeds.dropLast())) == nil)
  }
}
