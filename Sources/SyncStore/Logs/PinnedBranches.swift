import SyncCore
import SyncWire

// A pin names a header, and so the whole branch of a log that leads to it. Until that branch is here,
// lines of several may come mixed, and nothing tells which of them are its: what is stored stays, the
// others wait, and once they chain from the pinned header down to what is stored, the log turns.
extension Logs {
  /// The header that a log has to lead to and does not, yet: the one in a pin, or the floor of a
  /// snapshot that the pin vouches for.
  func goal(of log: LogRow) throws -> Head? {
    guard case .at(let pin) = session.rights.pin(of: log.name) else { return nil }
    guard try head(at: pin.sequence, of: log) == pin else { return pin }
    guard let floor = log.floor, floor.gap != nil, floor.head.sequence <= pin.sequence else {
      return nil
    }
    return floor.head
  }

  /// Whether any branch may turn out to be the true one at a sequence.
  func isOpen(_ log: LogRow, at sequence: Int64) throws -> Bool {
    try goal(of: log).map { sequence <= $0.sequence } ?? false
  }

  /// Follows a branch from its end through what waits, down to where it leaves what is stored.
  ///
  /// - Parameter last: the changeset at its end, where that one does not wait.
  func branch(to end: Head, last: Changeset? = nil, of log: LogRow) throws -> WaitingBranch {
    var branch = WaitingBranch(root: end)
    while let link = branch.root, try link == end || head(at: link.sequence, of: log) != link {
      let line = try link == last?.header.head ? last?.line : waitingLine(link, of: log.name)
      guard let header = try? line.map({ try Changeset.decode($0).header }),
        (header.previous == nil) == (header.sequence == 1)
      else {
        branch.missing = link
        return branch
      }
      branch.links.append(link)
      branch.root = header.previous.map { Head(sequence: link.sequence - 1, hash: $0) }
    }
    return branch
  }

  /// The sequence that is missing for what waits from a sequence on.
  func missing(in log: LogRow?, before first: Int64) throws -> Int64 {
    let next = (log?.stored?.sequence ?? 0) + 1
    guard let log, first <= next else { return next }
    if let goal = try goal(of: log), let missing = try branch(to: goal, of: log).missing {
      return missing.sequence
    }
    return first < next ? log.gap?.lowerBound ?? next : next
  }
}

/// A branch of a log of which changesets wait.
struct WaitingBranch {
  /// Its headers that wait, the last one first.
  var links: [Head] = []
  /// The header before them, where the branch leaves what is stored; nil before the first one.
  var root: Head?
  /// The highest header of it that neither waits nor is stored.
  var missing: Head?

  init(root: Head) { self.root = root }
}

extension Reception {
  /// Turns each log of which something came that may be part of a pinned branch.
  func turn() throws {
    while let name = logsToTurn.min() {
      logsToTurn.remove(name)
      guard let goal = try logs.goal(of: logs.log(name)), try turn(name, to: goal) else { continue }
      try goOn(name)
    }
  }

  /// Puts the branch that leads to a header in the place of what is stored, if all of it is here.
  ///
  /// - Parameter last: the changeset of that header, where it does not wait.
  func turn(_ name: LogName, to end: Head, last: Changeset? = nil) throws -> Bool {
    var log = try logs.log(name)
    let branch = try logs.branch(to: end, last: last, of: log)
    guard branch.missing == nil else { return false }
    if let floor = log.floor?.head, branch.links.contains(where: { $0.leaves(floor) }) {
      log.floor = nil
    }
    try cut(&log, before: (branch.root?.sequence ?? 0) + 1)
    try recount(&log)
    // What was merged of the other branch must not hide what this one lacks.
    try rebuildIfNeeded(name.scope)
    for link in branch.links.reversed() {
      let waiting = try takeWaitingLine(link, of: name)
      // It was verified when it came; rights may have changed since.
      guard let line = link == last?.header.head ? last?.line : waiting,
        let changeset = try? Changeset.decode(line).verified(against: session.rights)
      else { break }
      _ = try take(changeset)
    }
    return true
  }
}

extension Head {
  /// Whether this is another header at the same place.
  fileprivate func leaves(_ other: Head) -> Bool {
    sequence == other.sequence && hash != other.hash
  }
}
