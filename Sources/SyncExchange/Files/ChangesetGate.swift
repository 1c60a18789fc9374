import SyncCore
package import SyncWire

/// Lets a file's lines through once one of them shows that it is a file of changesets.
///
/// Without it, a file of anything else would fill the quarantine with its lines.
package struct ChangesetGate {
  /// How many lines that are no changesets a file may begin with.
  static let linesLimit = 10
  /// How many bytes of them are kept: 16 MiB.
  static let limitBytes = 2 * Limits.changesetBytes

  /// Thrown where a file is none of ours; none of its lines was let through.
  package struct NotChangesets: Error {}

  private(set) var isOpen = false
  private var held: [LineSplitter.Line] = []
  private var heldBytes = 0

  package init() {}

  /// Takes the next line and returns those that may pass now.
  ///
  /// - Throws: `NotChangesets` at the limit.
  package mutating func pass(_ line: LineSplitter.Line) throws(NotChangesets) -> [LineSplitter.Line]
  {
    if isOpen { return [line] }
    held.append(line)
    if Self.isChangeset(line) { return open() }
    if case .line(let bytes, _) = line { heldBytes += bytes.count }
    guard held.count < Self.linesLimit, heldBytes <= Self.limitBytes else { throw NotChangesets() }
    return []
  }

  /// The lines that were held back to the end of a short file, if one of them was meant as a
  /// changeset.
  ///
  /// - Throws: `NotChangesets` if there is no such line, or no line at all.
  package mutating func finish() throws(NotChangesets) -> [LineSplitter.Line] {
    if isOpen { return [] }
    guard held.contains(where: Self.isMeantAsChangeset) else { throw NotChangesets() }
    return open()
  }

  private mutating func open() -> [LineSplitter.Line] {
    isOpen = true
    defer { held = [] }
    return held
  }

  /// Whether a line reads as a changeset, be it valid or not.
  private static func isChangeset(_ line: LineSplitter.Line) -> Bool {
    guard case .line(let bytes, _) = line else { return false }
    do {
      _ = try Changeset.decode(bytes)
      return true
    } catch .malformed {
      return false
    } catch {
      return true
    }
  }

  private static func isMeantAsChangeset(_ line: LineSplitter.Line) -> Bool {
    guard case .line(let bytes, _) = line else { return false }
    return bytes.starts(with: Array("{\"body\":".utf8))
      || bytes.starts(with: Array("{\"header\":".utf8))
  }
}
