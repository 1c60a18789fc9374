import Foundation
import Inspection
import SyncCore
import SyncStore
import SyncWire

/// Builds the replica that the pages' benchmark asks: records, single edits, open conflicts and
/// refusals, received in batches over half a year.
struct PageReplica {
  let records: PageRecords
  let replica: Replica
  private var network: PageNetwork
  private var batch: [[UInt8]] = []
  private var batchBytes = 0
  /// Where each record was first written.
  private var dots: [RecordKey: Dot] = [:]
  private var received = Timestamp.now.milliseconds - 180 * Self.dayMilliseconds

  static let conflictCount = 1_000
  /// One conflict in so many is about existence, and one in so many about a national text.
  static let existenceStride = 10
  static let nationalStride = 4
  static let singleEdits = 2_000
  /// How often the first pathway was changed.
  static let pathwayEdits = 300
  static let refusals = 200
  /// Lengths of the two longest texts in conflict, which are the first of the list.
  static let longBytes = [50_000, 1_000_000]
  private static let changesPerChangeset = 500
  private static let batchLimitBytes = 4 * 1_048_576
  private static let dayMilliseconds: Int64 = 86_400_000

  init(count: Int, in folder: URL) throws {
    records = try PageRecords(count: count)
    network = try PageNetwork(regions: records.regions)
    let place = ReplicaFolder(folder.appending(path: "replica"))
    try place.create(
      author: PageNetwork.own, replica: "benchmark",
      signingKey: try network.key(of: PageNetwork.own))
    replica = try Replica.open(place, schema: PageBench.schema, rights: network.rights)
    try writeRecords()
    try writeSingleEdits()
    try writeConflicts()
    try writeRefusals()
  }

  private mutating func writeRecords() throws {
    let byLog = Dictionary(grouping: records.records) { LogName($0.key.scope, $0.author) }
    for (log, records) in byLog.sorted(by: { $0.key < $1.key }) {
      for start in stride(from: 0, to: records.count, by: Self.changesPerChangeset) {
        let part = records[start..<min(start + Self.changesPerChangeset, records.count)]
        let dot = try write(part.map(\.change), by: log.author, in: log.scope)
        for record in part { dots[record.key] = dot }
      }
    }
    try deliver()
  }

  /// Edits as people make them: one record each.
  private mutating func writeSingleEdits() throws {
    let own = records.records.filter {
      $0.author == PageNetwork.office && $0.key.type.string == "plan_item"
    }
    for (number, record) in own.prefix(Self.singleEdits).enumerated() {
      try change(record.key, "responsible", .string("Enhet \(number)"), by: PageNetwork.office)
    }
    guard let pathway = records.pathways.first else { return }
    for number in 0..<Self.pathwayEdits {
      dots[pathway] = try change(
        pathway, "population", .string("vuxna, \(number)"), by: PageNetwork.national)
    }
    try deliver()
  }

  /// Two authors write the same fields of the same records without knowing of each other.
  private mutating func writeConflicts() throws {
    let regional = records.records.filter {
      $0.author == PageNetwork.office && $0.key.type.string == "implementation"
    }
    var text = PageText(seed: 14)
    var places = (regional: 0, national: 0)
    for number in 0..<Self.conflictCount {
      let isNational = number % Self.nationalStride == Self.nationalStride - 1
      let key: RecordKey
      if isNational {
        key = records.pathways[1 + places.national % (records.pathways.count - 1)]
        places.national += 1
      } else {
        // The records of the longest texts come once, however few there are.
        let longest = Self.longBytes.count
        key =
          places.regional < longest
          ? regional[places.regional].key
          : regional[longest + (places.regional - longest) % (regional.count - longest)].key
        places.regional += 1
      }
      let bytes = number < Self.longBytes.count ? Self.longBytes[number] : 300
      let paragraphs = text.paragraphs(bytes: bytes)
      let cell = isNational ? "summary" : "note"
      let first = isNational ? PageNetwork.national : PageNetwork.office
      let second = isNational ? PageNetwork.office : PageNetwork.council
      if number % Self.existenceStride == Self.existenceStride - 1 {
        try delete(key, by: second)
      } else {
        try change(key, cell, .string(paragraphs + " Två."), by: second)
      }
      try change(key, cell, .string("Ett. " + paragraphs), by: first)
      if number % 100 == 99 { try deliver() }
    }
    try deliver()
  }

  private mutating func writeRefusals() throws {
    for number in 0..<Self.refusals { add(Array("{\"trasig\":\(number)}".utf8)) }
    try deliver()
  }

  @discardableResult
  private mutating func change(
    _ key: RecordKey, _ cell: String, _ value: Value, by author: Author
  ) throws -> Dot {
    guard let cell = CellName(Text(cell)) else { throw PageBench.Failure.unknown(cell) }
    let known = dots[key].map { [Change.Replacement(cell, [$0])] } ?? []
    let change = Change(
      record: key.name, writes: [Change.Write(cell, value)], replaces: known)
    return try write([change], by: author, in: key.scope)
  }

  private mutating func delete(_ key: RecordKey, by author: Author) throws {
    let seen = Set([dots[key]].compactMap { $0 })
    try write(
      [Change(record: key.name, existence: .delete(seen: seen), reason: "Dubblett")],
      by: author, in: key.scope)
  }

  @discardableResult
  private mutating func write(
    _ changes: [Change], by author: Author, in scope: Scope
  ) throws -> Dot {
    let time = Timestamp(milliseconds: received - 3_600_000)
    let changeset = try network.seal(changes, by: author, in: scope, at: time)
    add(changeset.line)
    if batchBytes > Self.batchLimitBytes { try deliver() }
    return changeset.header.dot
  }

  private mutating func add(_ line: [UInt8]) {
    batch.append(line)
    batchBytes += line.count
  }

  /// Everything of a batch comes at once, and each batch three days after the last.
  private mutating func deliver() throws {
    guard !batch.isEmpty else { return }
    _ = try replica.receive(batch, from: "benchmark", at: Timestamp(milliseconds: received))
    batch = []
    batchBytes = 0
    received += 3 * Self.dayMilliseconds
  }
}
