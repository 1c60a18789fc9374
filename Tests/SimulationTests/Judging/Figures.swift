import SyncExchange
import SyncStore
import SyncWire

/// What happened in one run or in many.
struct Figures: Sendable {
  var seeds = 0
  var replicas = 0
  var edits = 0
  var changesets = 0
  var filesOpened = 0
  var erasures = 0
  /// Writes that lost their value by them.
  var valuesErased = 0
  /// Erasures by who has no right to.
  var erasuresRefused = 0
  /// Texts of which nothing may be left anywhere, and that were looked for byte by byte.
  var textsErased = 0
  var snapshotsBegun = 0
  /// Those of them of which a crash left nothing at first.
  var snapshotsInterrupted = 0
  var snapshotsRefused = 0
  private(set) var steps = 0
  private(set) var received = 0
  private(set) var merged = 0
  private(set) var refusals: [String: Int] = [:]
  private(set) var kinds: [String: Int] = [:]

  mutating func count(_ step: Step) {
    steps += 1
    kinds[step.kind, default: 0] += 1
  }

  mutating func add(_ receipt: Receipt) {
    received += receipt.entries.count
    merged += receipt.merged
    for refusal in receipt.refusals { refusals[refusal.code, default: 0] += 1 }
  }

  mutating func add(_ report: ExchangeReport) {
    received += report.received
    merged += report.merged
  }

  mutating func add(_ other: Figures) {
    seeds += other.seeds
    replicas += other.replicas
    edits += other.edits
    changesets += other.changesets
    filesOpened += other.filesOpened
    erasures += other.erasures
    valuesErased += other.valuesErased
    erasuresRefused += other.erasuresRefused
    textsErased += other.textsErased
    snapshotsBegun += other.snapshotsBegun
    snapshotsInterrupted += other.snapshotsInterrupted
    snapshotsRefused += other.snapshotsRefused
    steps += other.steps
    received += other.received
    merged += other.merged
    refusals.merge(other.refusals, uniquingKeysWith: +)
    kinds.merge(other.kinds, uniquingKeysWith: +)
  }

  /// The figures in lines for people.
  func text(seconds: Double) -> String {
    let rate = (Double(seeds) / max(seconds, 0.001) * 10).rounded() / 10
    let totals = """
      seeds \(seeds), \(rate) a second; replicas \(replicas), steps \(steps), edits \(edits), \
      changesets \(changesets), received \(received), merged \(merged), files opened \
      \(filesOpened), refused \(refusals.values.reduce(0, +))
      """
    let erased = """
        erasures \(erasures) of \(valuesErased) values, refused \(erasuresRefused); texts looked for \
      everywhere \(textsErased); begun from snapshots \(snapshotsBegun), of which interrupted \
      \(snapshotsInterrupted), refused \(snapshotsRefused)
      """
    let lines = [("steps", kinds), ("refused", refusals)].map { title, counts in
      "  \(title): "
        + counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        .joined(separator: ", ")
    }
    return ([totals, erased] + lines).joined(separator: "\n")
  }
}
