import SyncCore
import SyncWire
import Testing

struct ChangesetTests {
  @Test func `a sealed changeset is read back as it was drafted`() throws {
    let changeset = try Sample.changeset()
    let again = try Changeset.decode(changeset.line)
    #expect(again == changeset)
    #expect(again.header.dot == (try Sample.dot("14-vgr:17")))
    #expect(again.header.previous == Sample.head(16).hash)
    #expect(again.header.head.hash == .sha256(again.header.bytes))
    #expect(again.body?.message == "Möte")
    #expect(again.body?.person == "anna.berg")
    #expect(again.body?.salt == Sample.salt)
    #expect(again.body?.changes.count == 3)
    let set = try #require(again.body?.changes.first)
    #expect(set.writes.map(\.cell.description) == ["icd10/J44", "note", "status"])
    #expect(set.replaced(in: try Sample.cell("note")) == [try Sample.dot("14-vgr:16")])
    #expect(set.reason == "Enligt beslut")
    #expect(again.body?.changes.last?.existence == .restore)
  }

  @Test func `any changes are read back as they were sealed`() throws {
    let key = try Sample.key()
    let failure = try firstFailingSeed(outOf: 300) { random in
      let changes = try (0..<Int.random(in: 0...4, using: &random)).map { index in
        try Change.arbitrary(index, using: &random)
      }
      let draft = try Sample.draft(after: Sample.head(99), changes: changes)
      let body = try draft.sealed(with: key).body
      return body?.changes == changes
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `the order in which a writer names cells and dots does not show on the wire`() throws {
    let cells = ["b", "a", "å-not"].compactMap { CellName(Text($0)) }
    let dots = ["b:2", "b:10", "a:1"].compactMap { Dot($0) }
    let writes = cells.map { Change.Write($0, .null) }
    let replaces = cells.map { Change.Replacement($0, dots) }
    let key = try Sample.key()
    let one = Change(record: try Sample.record(), writes: writes, replaces: replaces)
    let other = Change(
      record: try Sample.record(), writes: writes.reversed(),
      replaces: cells.reversed().map { Change.Replacement($0, dots.reversed()) })
    let line = try Sample.draft(changes: [one]).sealed(with: key).line
    #expect(try Sample.draft(changes: [other]).sealed(with: key).line == line)
    #expect(String(decoding: line, as: UTF8.self).contains(#""a":["a:1","b:10","b:2"]"#))
  }

  @Test func `a change of any one bit is refused`() throws {
    let line = try Sample.changeset().line
    let rights = try Sample.rights()
    var accepted: [Int] = []
    for place in line.indices {
      for bit in 0..<8 {
        var changed = line
        changed[place] ^= 1 << UInt8(bit)
        if (try? Changeset.decode(changed).verified(against: rights)) != nil {
          accepted.append(place)
        }
      }
    }
    #expect(accepted.isEmpty)
  }

  @Test func `any other byte in any place is refused`() throws {
    let line = try Sample.changeset().line
    let rights = try Sample.rights()
    let failure = firstFailingSeed(outOf: 3_000) { random in
      var changed = line
      let place = Int.random(in: 0..<line.count, using: &random)
      changed[place] = UInt8.random(in: 0...255, using: &random)
      guard changed != line else { return true }
      return (try? Changeset.decode(changed).verified(against: rights)) == nil
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `a line cut short anywhere is refused`() throws {
    let line = try Sample.changeset().line
    let accepted = line.indices.filter { (try? Changeset.decode(Array(line[..<$0]))) != nil }
    #expect(accepted.isEmpty)
  }

  @Test func `one carriage return at the end is dropped, a second is not`() throws {
    let changeset = try Sample.changeset()
    #expect(try Changeset.decode(changeset.line + [0x0D]) == changeset)
    #expect(throws: Refusal.malformed(Malformed(.whiteSpace, at: changeset.line.count))) {
      try Changeset.decode(changeset.line + [0x0D, 0x0D])
    }
  }

  @Test func `another body under the same header is refused`() throws {
    let changeset = try Sample.changeset()
    let text = String(decoding: changeset.line, as: UTF8.self)
    let forged = text.replacing("anna.berg", with: "evil.berg")
    #expect(throws: Refusal.bodyMismatch(changeset.header.dot, changeset.header.scope)) {
      try Changeset.decode(Array(forged.utf8))
    }
  }

  @Test func `the same changeset has one hash, another has another`() throws {
    let changeset = try Sample.changeset()
    let second = try Sample.draft(changes: []).sealed(with: try Sample.key())
    #expect(Set([changeset, try Changeset.decode(changeset.line), second]).count == 2)
    #expect(Set([changeset.header, second.header]).count == 2)
  }
}

extension Change {
  /// A change of the kind that writers make, cells and dots in the order of the wire.
  static func arbitrary(_ index: Int, using random: inout SeededRandom) throws -> Change {
    let names = ["a", "b-c", "d_e/\u{10000}", "d_e/\u{E000}", "d_e/å", "zz"]
    // In the order of UTF-16 units U+10000 stands before U+E000, and å before both.
    let cells = ["a", "b-c", names[4], names[2], names[3], "zz"].compactMap { CellName(Text($0)) }
    let dots = ["08-x:3", "14-vgr:16", "14-vgr:9"].compactMap { Dot($0) }
    let writes = cells.filter { _ in .random(using: &random) }.map {
      Write($0, .arbitrary(using: &random))
    }
    let replaces = cells.filter { _ in .random(using: &random) }.map {
      Replacement($0, dots.filter { _ in .random(using: &random) } + [dots[2]])
    }
    let existence: [ExistenceChange?] = [
      nil, .restore, .delete(seen: []), .delete(seen: Set(dots)),
    ]
    return Change(
      record: try Sample.record("14-\(index)"), writes: writes,
      replaces: replaces.map {
        Replacement($0.cell, Array(Set($0.dots)).sorted { $0.text < $1.text })
      },
      existence: existence[Int.random(in: 0..<4, using: &random)],
      reason: .random(using: &random) ? .arbitrary(using: &random) : nil)
  }
}
