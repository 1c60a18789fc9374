import SyncCore
import SyncWire
import Testing

struct DigestTests {
  private func cell(_ name: String, _ siblings: [(String, Value)]) throws -> Cell {
    let time = try Sample.time()
    return Cell(
      name: try Sample.cell(name),
      siblings: try siblings.map {
        Sibling(dot: try Sample.dot($0.0), value: $0.1, time: time)
      })
  }

  /// The digest worked out the slow way: as a value, written canonically.
  private func oracle(_ state: RecordState, _ name: RecordName) -> ContentHash {
    let cells = state.cells.map { cell in
      (cell.name.text, Value.object(cell.siblings.map { ($0.dot.text, $0.value) }))
    }
    let members: [(Text, Value)] = [
      ("cells", .object(cells)), ("id", .text(name.id.text)), ("type", .text(name.type.text)),
    ]
    return .sha256(CanonicalJSON.write(.object(members)))
  }

  @Test func `a digest is the hash of the written form`() throws {
    let state = RecordState(cells: [try cell("note", [("14-vgr:16", .string("x"))])])
    let text = #"{"cells":{"note":{"14-vgr:16":"x"}},"id":"14-kol-1","type":"implementation"}"#
    #expect(state.digest(of: try Sample.record()) == .sha256(text.utf8))
  }

  @Test func `a digest is that of the canonical value, whatever the cells and authors`() throws {
    let names = ["a", "a-b", "b/\u{10000}", "b/\u{E000}", "b/å", "exists", "z"]
    let dots = ["14-a:2", "14-a-b:1", "14-a~aaaaaaaa:1", "14-b:10", "14-b:9"]
    let failure = try firstFailingSeed(outOf: 500) { random in
      let cells = try names.filter { _ in .random(using: &random) }.map { name in
        let writers = dots.dropLast().filter { _ in .random(using: &random) } + ["zz:1"]
        return try cell(name, writers.map { ($0, Value.arbitrary(using: &random)) })
      }
      let state = RecordState(cells: cells.shuffled(using: &random))
      return state.digest(of: try Sample.record()) == oracle(state, try Sample.record())
    }
    #expect(failure == nil, "replay with SYNCD_SEED")
  }

  @Test func `time does not change a digest, dot, value, cell, id and type do`() throws {
    let record = try Sample.record()
    let base = RecordState(cells: [try cell("note", [("a:1", .null)])])
    let later = Sibling(dot: try Sample.dot("a:1"), value: .null, time: Timestamp(milliseconds: 9))
    let timed = RecordState(cells: [Cell(name: try Sample.cell("note"), siblings: [later])])
    #expect(timed.digest(of: record) == base.digest(of: record))
    let others = [
      RecordState(cells: [try cell("note", [("a:2", .null)])]).digest(of: record),
      RecordState(cells: [try cell("note", [("a:1", .boolean(true))])]).digest(of: record),
      RecordState(cells: [try cell("text", [("a:1", .null)])]).digest(of: record),
      base.digest(of: try Sample.record("14-kol-2")),
      base.digest(of: RecordName(try #require(TypeName("pathway")), record.id)),
    ]
    #expect(Set(others + [base.digest(of: record)]).count == 6)
  }
}
