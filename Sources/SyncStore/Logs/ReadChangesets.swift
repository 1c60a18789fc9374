import SyncCore
import SyncWire

/// A changeset of the log with its changes by record.
struct ReadChangeset {
  private let changeset: Changeset
  private let body: Body?
  private let received: Timestamp
  private let indices: [RecordName: Int]

  init(_ kept: KeptChangeset, in session: Session) throws {
    changeset = try kept.decoded()
    body = try Erasures(session: session).proven(changeset)
    received = kept.received
    let names = body?.changes.enumerated().map { ($0.element.record, $0.offset) }
    indices = Dictionary(names ?? [], uniquingKeysWith: { first, _ in first })
  }

  /// About what it takes in memory: each change is a few objects, however short its text is.
  var sizeBytes: Int {
    let changes = body?.changes ?? []
    let cells = changes.reduce(0) { $0 + $1.writes.count + $1.replaces.count }
    return changeset.line.count + changes.count * Self.changeBytes + cells * Self.cellBytes
  }

  private static let changeBytes = 256
  private static let cellBytes = 128

  /// What the changeset did to a record, or nil if it did nothing to it.
  func write(to record: RecordName) -> RecordWrite? {
    guard let body, let index = indices[record] else { return nil }
    let header = changeset.header
    let change = body.changes[index]
    let origin = Origin(
      dot: header.dot, person: body.person?.string, message: body.message?.string,
      reason: change.reason?.string, time: header.time, received: received)
    return RecordWrite(origin: origin, change: change)
  }
}

/// The changesets that a session read last: records that are asked for one after the other were
/// mostly written by the same few, and reading one anew for each costs as much as all of it.
final class ReadChangesets {
  private var byPlace: [Int64: ReadChangeset] = [:]
  private var sizeBytes = 0
  /// How much is kept, by the estimate of what it takes in memory: 32 MiB.
  private static let limitBytes = 32 * 1_048_576

  /// The changeset at a place in the log, or nil if there is none.
  func changeset(at place: Int64, in session: Session) throws -> ReadChangeset? {
    if let read = byPlace[place] { return read }
    guard let kept = try Logs(session).changeset(at: place) else { return nil }
    let read = try ReadChangeset(kept, in: session)
    if sizeBytes + read.sizeBytes > Self.limitBytes {
      byPlace.removeAll()
      sizeBytes = 0
    }
    sizeBytes += read.sizeBytes
    byPlace[place] = read
    return read
  }
}
