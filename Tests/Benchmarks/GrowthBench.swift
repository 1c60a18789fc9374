import Foundation
import SyncCore
import SyncStore
import SyncWire

/// How the cost of the same work grows with what lies beside it. DESIGN 3.8 wants flat columns,
/// but for what the work itself touches: a record's own history and siblings, and the list of logs.
struct GrowthBench {
  /// What there is more of from row to row.
  enum Axis: String, CaseIterable {
    /// Records that the work does not touch.
    case records
    /// Changesets that wrote the same ten records before.
    case history
    /// Authors, each with a log of its own in the scope.
    case authors
    /// Scopes, each with a log and a record of its own.
    case scopes
    /// Live values of one cell, each of another author.
    case siblings

    var sizes: [Int] {
      self == .records ? [1_000, 10_000, 100_000] : [10, 100, 1_000]
    }
  }

  private let axis: Axis
  private let size: Int
  private let workload: Workload
  private let replica: Replica
  private let key = SigningKey()
  private let clock = ContinuousClock()
  private var head: Head?

  private static let now = Timestamp(milliseconds: 1_781_863_200_000)
  private static let repetitions = 15
  /// How many single-field changes are pulled at once.
  private static let changeCount = 500
  private static let columns = ["µs/change", "ms/edit", "ms/heads", "ms/show", "ms/history"]

  /// Measures every axis at every size and prints a row for each.
  static func run(in folder: URL) throws {
    print(row(["axis", "size"] + columns))
    for axis in Axis.allCases {
      for size in axis.sizes {
        let place = folder.appending(path: "\(axis)-\(size)")
        guard var bench = try GrowthBench(axis, size, in: place) else { continue }
        try bench.grow()
        let figures = try bench.measure().map { String(format: "%.2f", $0) }
        print(row([axis.rawValue, String(size)] + figures))
        try FileManager.default.removeItem(at: place)
      }
    }
  }

  private static func row(_ cells: [String]) -> String {
    cells.map { String(repeating: " ", count: max(0, 10 - $0.count)) + $0 }.joined(separator: "  ")
  }

  private init?(_ axis: Axis, _ size: Int, in place: URL) throws {
    guard let workload = Workload(recordCount: axis == .records ? size : 1_000) else { return nil }
    self.axis = axis
    self.size = size
    self.workload = workload
    let publicKey = key.publicKey
    let names = Self.authors(axis == .authors || axis == .siblings ? size : 0)
    let authors = [workload.author, workload.other] + names
    let party = Party(
      name: "14", title: "14", healthcareRegion: nil,
      authors: authors.map {
        Registration(author: $0, key: publicKey, writes: [workload.scope])
      }, receives: [], endpoints: [:])
    let folder = ReplicaFolder(place)
    try folder.create(author: workload.author, replica: "growth", signingKey: key)
    replica = try Replica.open(folder, schema: workload.schema, rights: Rights([party]))
  }

  private static func authors(_ count: Int) -> [Author] {
    (0..<count).compactMap { Author("14-writer\($0)") }
  }

  // MARK: What is there before

  private mutating func grow() throws {
    let created = try workload.creation(key: key)
    head = created.last?.header.head
    try receive(created)
    switch axis {
    case .records: break
    case .history:
      for place in 0..<size {
        try receive(written(changes(0..<10, text: place), by: workload.author))
      }
    case .authors:
      for (place, author) in Self.authors(size).enumerated() {
        try receive(written(changes(place..<place + 1, text: place), by: author))
      }
    case .scopes:
      for place in 0..<size { try receive(creation(inScope: place)) }
    case .siblings:
      for (place, author) in Self.authors(size).enumerated() {
        try receive(written(changes(0..<1, text: place, seen: false), by: author))
      }
    }
  }

  private func receive(_ changesets: [Changeset]) throws {
    _ = try replica.receive(changesets.map(\.line), from: "growth", at: Self.now)
  }

  /// A changeset behind the author's own head; any other author writes its first.
  private mutating func written(_ changes: [Change], by author: Author) throws -> [Changeset] {
    let isOwn = author == workload.author
    let changesets = try workload.sealed(changes, by: author, after: isOwn ? head : nil, key: key)
    if isOwn { head = changesets.last?.header.head }
    return changesets
  }

  /// One field of some records, each with a text of its own.
  private func changes(_ numbers: Range<Int>, text: Int, seen: Bool = true) -> [Change] {
    numbers.compactMap {
      workload.change(
        of: $0, field: 3, text: workload.changedText(text + $0), seen: seen)
    }
  }

  private func creation(inScope place: Int) throws -> [Changeset] {
    guard let scope = Scope("region/14/office\(place)") else { return [] }
    let draft = Draft(
      log: LogName(scope, workload.author), after: nil, time: Self.now, schema: 1,
      changes: changes(place..<place + 1, text: place, seen: false), message: nil,
      person: "bench", salt: Array(repeating: 1, count: Body.saltBytes))
    return [try draft.sealed(with: key)]
  }

  // MARK: The same work each time

  /// In the order of `columns`.
  private func measure() throws -> [Double] {
    guard let id = RecordID(workload.id(0)) else { return [] }
    let record = RecordKey(workload.scope, RecordName(workload.type.name, id))
    var other: Head?
    var pulls: [Duration] = []
    for place in 0..<Self.repetitions {
      let changes = (0..<Self.changeCount).compactMap {
        workload.change(of: $0, field: 9, text: workload.changedText(place + $0), seen: true)
      }
      let changesets = try workload.sealed(changes, by: workload.other, after: other, key: key)
      other = changesets.last?.header.head
      pulls.append(try clock.measure { try receive(changesets) })
    }
    return [
      Self.median(pulls) / .microseconds(1) / Double(Self.changeCount),
      try median { try edit(record, $0) },
      try median { _ in _ = try replica.heads() },
      try median { _ in _ = try replica.record(record) },
      try median { _ in _ = try replica.history(of: record) },
    ]
  }

  private func edit(_ record: RecordKey, _ place: Int) throws {
    let assignment = Edit.Assignment(
      CellName(workload.type.fields[4].name), .string("Enhet \(place)"))
    try replica.edit(Occasion(person: "bench", message: nil, time: Self.now)) { view in
      try view.state(of: record).change(
        of: record.name, assigning: [assignment], by: workload.author
      ).map { [(record.scope, $0)] } ?? []
    }
  }

  /// Milliseconds.
  private func median(_ body: (Int) throws -> Void) throws -> Double {
    Self.median(try (0..<Self.repetitions).map { place in try clock.measure { try body(place) } })
      / .milliseconds(1)
  }

  private static func median(_ times: [Duration]) -> Duration {
    times.sorted()[times.count / 2]
  }
}
