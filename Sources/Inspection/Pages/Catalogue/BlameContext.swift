import SyncCore
import SyncStore

/// Who wrote something, when and why, for the template `blame`.
struct BlameContext {
  let visit: Visit
  let scope: Scope

  /// Everybody who wrote a live value of a cell.
  func live(_ cell: Cell, _ writes: [Dot: RecordWrite]) -> [[String: Any]] {
    cell.siblings.map { context($0.dot, writes[$0.dot]?.origin, time: $0.time) }
  }

  /// One write.
  func context(_ dot: Dot, _ origin: Origin?, time: Timestamp) -> [String: Any] {
    var context: [String: Any] = [
      "dot": dot.description, "organisation": visit.labels.organisation(of: dot.author),
      "time": LocalTime.context(time), "link": PageLink.changeset(dot, in: scope).description,
    ]
    context["person"] = origin?.person?.printable
    context["message"] = origin?.message?.printable
    context["reason"] = origin?.reason?.printable
    return context
  }
}
