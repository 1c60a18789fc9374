import SyncCore
import SyncWire
import Testing

struct LimitTests {
  private func draft(writing value: Value) throws -> Draft {
    let write = Change.Write(try Sample.cell("note"), value)
    return try Sample.draft(changes: [Change(record: try Sample.record(), writes: [write])])
  }

  private func code(of draft: Draft) throws -> String? {
    let key = try Sample.key()
    do {
      _ = try draft.sealed(with: key)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func `a changeset has at most ten thousand changes`() throws {
    let changes = try (0...Limits.changes).map { Change(record: try Sample.record("14-\($0)")) }
    #expect(try code(of: Sample.draft(changes: changes)) == "too_many_changes")
    #expect(try code(of: Sample.draft(changes: Array(changes.dropLast()))) == nil)
  }

  @Test func `a text has at most one mebibyte`() throws {
    let text = String(repeating: "å", count: Limits.textBytes / 2)
    #expect(try code(of: draft(writing: .string(text))) == nil)
    #expect(try code(of: draft(writing: .string(text + "x"))) == "text_too_long")
  }

  @Test func `a value nests at most eight levels`() throws {
    func nested(_ depth: Int) -> Value {
      (0..<depth).reduce(.null) { value, _ in .array([value]) }
    }
    #expect(try code(of: draft(writing: nested(Limits.nesting))) == nil)
    #expect(try code(of: draft(writing: nested(Limits.nesting + 1))) == "too_deep")
  }

  @Test func `a line has at most eight mebibytes, whatever its parts`() throws {
    func line(_ count: Int) throws -> [UInt8] {
      let text = Value.string(String(repeating: "x", count: 1_000_000))
      func changes(_ last: Int) throws -> [Change] {
        try (0...8).map { index in
          let value = index < 8 ? text : .string(String(repeating: "x", count: last))
          return Change(
            record: try Sample.record("14-\(index)"),
            writes: [Change.Write(try Sample.cell("note"), value)])
        }
      }
      let key = try Sample.key()
      let short = try Sample.draft(changes: try changes(0)).sealed(with: key).line.count
      return try Sample.draft(changes: try changes(count - short)).sealed(with: key).line
    }
    let full = try line(Limits.changesetBytes)
    #expect(full.count == Limits.changesetBytes)
    #expect(throws: Never.self) { try Changeset.decode(full + [0x0D]) }
    #expect(throws: Refusal.tooLarge(bytes: Limits.changesetBytes + 1)) {
      try line(Limits.changesetBytes + 1)
    }
  }

  @Test func `an oversized line is refused before it is parsed`() {
    let line = [UInt8](repeating: 0xFF, count: Limits.changesetBytes + 1)
    #expect(throws: Refusal.tooLarge(bytes: line.count)) { try Changeset.decode(line) }
  }

  @Test func `a writer is told what every receiver would say`() throws {
    let record = try Sample.record()
    let note = try Sample.cell("note")
    let twice = Change(record: record, writes: [.init(note, .null), .init(note, .null)])
    let own = Change(
      record: record, replaces: [.init(note, [try Sample.dot("14-vgr:1")])])
    let reserved = Change(record: record, writes: [.init(.exists, .boolean(true))])
    let nul = Change(record: record, writes: [.init(note, .string("\u{0}"))])
    let far = Change(record: record, writes: [.init(note, .integer(Value.integerLimit + 1))])
    let empty = Change(record: record, replaces: [.init(note, [])])
    let doubled = Change(
      record: record, replaces: [.init(note, [try Sample.dot("x:1"), try Sample.dot("x:1")])])
    for change in [twice, own, reserved, nul, far, empty, doubled] {
      #expect(try code(of: Sample.draft(changes: [change])) == "malformed")
    }
    #expect(try code(of: Sample.draft(changes: [], salt: [1])) == "malformed")
    let plain = Change(record: record)
    #expect(try code(of: Sample.draft(changes: [plain, plain])) == "malformed")
  }
}
