import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

/// Signs what no replica of ours would: an author with a key and rights of its own, and nobody's
/// program behind it.
struct Forger {
  /// Peers names it, and it does what it likes.
  static let hostile: Author = .named("25-norrbotten")
  /// Writes a format that this program does not read.
  static let newer: Author = .named("23-jamtland")
  /// Peers does not name it.
  static let nobody: Author = .named("77-nobody")

  private var heads: [LogName: Head] = [:]

  /// A changeset behind the last one of a log, or behind another `head`; `alter` may spoil it.
  mutating func sign(
    _ author: Author, in scope: Scope = .vgr, _ changes: [Change], erases: [Erasure] = [],
    after head: Head?? = nil, using random: inout SeededRandom,
    alter: (inout RawLine) -> Void = { _ in }
  ) throws -> Changeset {
    let log = LogName(scope, author)
    let salt = (0..<Body.saltBytes).map { _ in UInt8(random.number(in: 0...255)) }
    let draft = Draft(
      log: log, after: head ?? heads[log], time: .midsummer, schema: 1, changes: changes,
      message: nil, person: nil, salt: salt, erases: erases)
    var raw = try RawLine(draft.sealed(with: .trial(author)), key: .trial(author))
    alter(&raw)
    let changeset = try Changeset.decode(raw.line())
    if head == nil { heads[log] = changeset.header.head }
    return changeset
  }

  /// Changes as a careless or a cunning program makes them: unknown types and fields, values of any
  /// kind, dots of others replaced whether they exist or not.
  func changes(by author: Author, breadth: Int, using random: inout SeededRandom) -> [Change] {
    let type = random.one(of: ["implementation", "addition", "never_heard_of"])
    let cells: [CellName] = [
      .note, .status, .count, .decided, .laterField, .named("never_heard_of"), .codeJ44,
    ]
    let cell = random.one(of: cells)
    var dots: [Dot] = []
    if random.chance(percent: 50) {
      let other = random.one(of: [Author.vgr, .kalmar, .national, .skane])
      dots = [Dot(other, Int64(random.number(in: 1...20)))]
    }
    let value = cell.member == nil ? Value.arbitrary(using: &random) : .boolean(true)
    let record = RecordName.named("\(type)/14-kol-\(random.number(in: 1...breadth))")
    return [.put(cell, value, of: record, replacing: dots)]
  }
}
