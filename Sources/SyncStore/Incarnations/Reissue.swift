import SyncCore
import SyncWire

/// What was written on one branch of a forked log, to be issued again under a new name.
///
/// A fork ends the log for everyone, on both branches; what stood behind it counts for nothing.
/// Whoever holds a branch issues what is live of it once more. Who replaced a dot behind the fork
/// may have seen the other branch, whose dots have the same names: such a value is issued again all
/// the same, and at worst a person settles it twice. Only what this replica itself replaced under
/// later names, it knows to be of its own branch.
///
/// Memory: the live values of the branch.
struct Reissue {
  private let pen: Pen
  private let log: LogName
  private let fork: Int64
  /// The branch behind the fork, in its order, as far as its bodies are here.
  private let branch: [Changeset]
  /// What is live on the branch, seen alone.
  private var live: [RecordKey: RecordState] = [:]
  /// Under which dots the values of a changeset are live now.
  private var issued: [Int64: Set<Dot>] = [:]

  init(of branch: [Changeset], _ log: LogName, from fork: Int64, with pen: Pen) throws {
    self.pen = pen
    self.log = log
    self.fork = fork
    self.branch = branch.filter { $0.body != nil }
    var replaced: [RecordKey: Set<EarlyDot>] = [:]
    for changeset in self.branch {
      for change in changeset.body?.changes ?? [] {
        let key = RecordKey(log.scope, change.record)
        if replaced[key] == nil { replaced[key] = try ownReplacements(in: key) }
        var state = live[key] ?? RecordState()
        _ = state.merge(
          change, dot: changeset.header.dot, time: changeset.header.time,
          early: replaced[key] ?? []
        ) { _ in .max }
        live[key] = state
      }
    }
  }

  /// What this replica replaced of the branch under other names.
  private func ownReplacements(in key: RecordKey) throws -> Set<EarlyDot> {
    let names = Set(try OwnLogs(pen.session).all().map(\.name.author)).subtracting([log.author])
    let writes = try Lineages(pen.session).writes(to: key).filter {
      names.contains($0.origin.dot.author)
    }
    let replaced = writes.flatMap { write in
      write.change.replaces.flatMap { replacement in
        replacement.dots.filter(isBehindFork).map { EarlyDot(replacement.cell, $0) }
      }
    }
    return Set(replaced)
  }

  private func isBehindFork(_ dot: Dot) -> Bool {
    dot.author == log.author && dot.sequence >= fork
  }

  /// Issues what is live of the changesets before `end`.
  ///
  /// - Returns: how many changesets that took.
  mutating func run(before end: Int64) throws -> Int {
    if try collides(before: end) { try pen.beginIncarnation(because: [.fork]) }
    var count = 0
    for changeset in branch where changeset.header.sequence < end {
      guard let body = changeset.body else { continue }
      let occasion = Occasion(
        person: body.person?.string, message: body.message?.string, time: changeset.header.time)
      let sequence = changeset.header.sequence
      let changes = try body.changes.map { try again($0, at: sequence) }.filter { !$0.isEmpty }
      for portion in Replica.portions(of: changes) {
        issued[sequence, default: []].insert(try pen.seal(portion, in: log.scope, occasion))
        count += 1
      }
      let erases = try eraseAgain(body.erases)
      if !erases.isEmpty {
        _ = try pen.seal([], erases: erases, in: log.scope, occasion)
        count += 1
      }
    }
    return count
  }

  /// What no changeset that counts erases any more. Who heard of the branch has erased it for good;
  /// without this, who had not would keep the values, under equal heads.
  private func eraseAgain(_ erases: [Erasure]) throws -> [Erasure] {
    guard pen.session.rights.isOwner(pen.author, of: log.scope) else { return [] }
    let erasures = Erasures(session: pen.session)
    return try erases.filter { erasure in
      try erasure.cells.contains {
        try !erasures.isUpheld($0, of: erasure.header, leaving: erasure.remainder)
      }
    }
  }

  /// Whether the present name has another value in a cell that is to be written: that one would
  /// end.
  private func collides(before end: Int64) throws -> Bool {
    for (key, state) in live {
      let present = try Records(pen.session).state(of: key)
      for cell in state.cells where cell.siblings.contains(where: { $0.dot.sequence < end }) {
        let isOurs = present[cell.name]?.siblings.contains { $0.dot.author == pen.author }
        if isOurs == true, equal(to: cell, in: present) == nil { return true }
      }
    }
    return false
  }

  /// What is left to write of a change: its live values that nobody holds live already, and
  /// everything that it ended.
  private mutating func again(_ change: Change, at sequence: Int64) throws -> Change {
    let key = RecordKey(log.scope, change.record)
    let present = try Records(pen.session).state(of: key)
    let values = (live[key]?.cells ?? []).filter { cell in
      cell.siblings.contains { $0.dot.sequence == sequence }
    }
    var writes: [Change.Write] = []
    // The mark of what was erased is no value: whoever has the value erases it for that.
    for cell in values where cell.name != .exists && cell.siblings[0].value != .erased {
      if let equal = equal(to: cell, in: present) {
        issued[sequence, default: []].insert(equal.dot)
      } else {
        writes.append(Change.Write(cell.name, cell.siblings[0].value))
      }
    }
    let hasExistence = values.contains { $0.name == .exists }
    return Change(
      record: change.record, writes: writes, replaces: try ended(by: change, in: present),
      existence: hasExistence ? again(change.existence) : nil, reason: change.reason)
  }

  /// A value of an incarnation of the same author that stands there already, as where two copies
  /// of a folder hold the same branch.
  private func equal(to cell: Cell, in present: RecordState) -> Sibling? {
    present[cell.name]?.siblings.first { sibling in
      sibling.dot.author != log.author
        && sibling.dot.author.registered == log.author.registered
        && sibling.value == cell.siblings[0].value
    }
  }

  /// The dots that a change named, and the author's own values that it wrote over.
  private func ended(
    by change: Change, in present: RecordState
  ) throws -> [Change.Replacement] {
    let own = LogName(log.scope, pen.author)
    let last = try Logs(pen.session).existing(own)?.stored?.sequence ?? 0
    var ended: [CellName: Set<Dot>] = [:]
    for replacement in change.replaces { ended[replacement.cell] = Set(replacement.dots) }
    for write in change.allWrites {
      let own = present[write.cell]?.dots.filter { $0.author == log.author } ?? []
      ended[write.cell, default: []].formUnion(own)
    }
    return ended.sorted { $0.key < $1.key }.compactMap { cell, dots in
      let kept = dots.filter { dot in
        !isBehindFork(dot) && (dot.author != pen.author || dot.sequence <= last)
      }
      return kept.isEmpty ? nil : Change.Replacement(cell, kept.sorted())
    }
  }

  /// A delete names what it saw by the names that this has now.
  private func again(_ existence: ExistenceChange?) -> ExistenceChange? {
    guard case .delete(let seen) = existence else { return existence }
    return .delete(
      seen: Set(
        seen.flatMap { dot in
          isBehindFork(dot) ? Array(issued[dot.sequence] ?? []) : [dot]
        }))
  }
}
