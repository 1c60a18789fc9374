import TestSupport

/// A whole run: how many replicas there are, and what happens, step by step.
struct Script: Hashable, Sendable {
  /// From 2 to 9; the authors are dealt out in a fixed order.
  var replicas: Int
  /// How many records there are; the fewer, the more writes meet.
  var breadth: Int
  var steps: [Step]

  /// The script of a seed.
  ///
  /// - Parameter faults: whether folders are copied and restored, which forks logs.
  init(seed: UInt64, withFaults faults: Bool = true) {
    var random = SeededRandom(seed: seed)
    replicas = random.number(in: 3...(random.chance(percent: 20) ? 9 : 5))
    breadth = random.one(of: [1, 2, 6])
    var plot = Plot(replicas: replicas, faults: faults, seed: seed, using: &random)
    steps = (0..<random.number(in: 25...60)).map { _ in plot.step(using: &random) }
  }

  /// The script of a seed in which folders are copied and restored all the time, and nobody does
  /// anything else that is wrong: what edits acknowledged is to be there in the end.
  static func ofCopies(seed: UInt64) -> Script {
    var random = SeededRandom(seed: seed)
    let replicas = random.number(in: 2...4)
    var plot = Plot(copyingAmong: replicas, using: &random)
    let steps = (0..<random.number(in: 30...60)).map { _ in plot.step(using: &random) }
    return Script(replicas: replicas, breadth: random.one(of: [1, 2, 6]), steps: steps)
  }

  /// The script of a seed in which values are erased and replicas begin with snapshots all the time,
  /// while everything else goes wrong, too.
  static func ofErasures(seed: UInt64) -> Script {
    var random = SeededRandom(seed: seed)
    let replicas = random.number(in: 2...5)
    var plot = Plot(erasingAmong: replicas, using: &random)
    let steps = (0..<random.number(in: 30...60)).map { _ in plot.step(using: &random) }
    return Script(replicas: replicas, breadth: random.one(of: [1, 2]), steps: steps)
  }

  init(replicas: Int, breadth: Int, steps: [Step]) {
    self.replicas = replicas
    self.breadth = breadth
    self.steps = steps
  }

  /// The script as Swift source, to be kept as a named test.
  var source: String {
    let lines = steps.map { "    \($0.source)," }.joined(separator: "\n")
    return """
      try World.play(Script(replicas: \(replicas), breadth: \(breadth), steps: [
      \(lines)
      ]))
      """
  }
}

/// How likely things are in one script.
private struct Plot {
  private let replicas: Int
  /// Those who take part before the end.
  private let awake: [Int]
  private let weights: [(Int, Kind)]
  private let operations: [Operation]
  private let total: Int

  private enum Kind {
    case edit, send, deliver, lose, part, heal, clock, reopen, upgrade, crash, exchange, spoil
    case declare, adopt, attack, fault, erase, begin
  }

  /// - Parameter seed: decides by itself how much is erased and begun, so that a seed of which
  ///   nothing is keeps the script that it always had.
  init(replicas: Int, faults: Bool, seed: UInt64, using random: inout SeededRandom) {
    var other = SeededRandom(seed: ~seed)
    self.replicas = replicas
    // Some are silent for the whole run and have everything to catch up with at its end.
    let silent = random.chance(percent: 40) ? random.number(in: 1...2) : 0
    awake = Array((0..<replicas).shuffled(using: &random).dropFirst(silent))
    let hostility = random.one(of: [0, 0, 6, 15])
    let copying = faults && random.chance(percent: 35) ? 4 : 0
    let peers = random.one(of: [0, 3, 6])
    let folder = random.one(of: [0, 8, 20])
    let erasing = other.one(of: [0, 0, 7])
    operations = erasing > 0 ? Operation.allCases : Operation.usual
    weights = [
      (34, .edit), (16, .send), (20, .deliver), (3, .lose), (2, .part), (2, .heal), (4, .clock),
      (3, .reopen), (2, .upgrade), (9, .crash), (folder, .exchange), (folder / 3, .spoil),
      (peers, .declare), (peers, .adopt), (hostility, .attack), (copying, .fault),
      (erasing, .erase), (other.one(of: [0, 0, 3]), .begin),
    ]
    total = weights.reduce(0) { $0 + $1.0 }
  }

  init(copyingAmong replicas: Int, using random: inout SeededRandom) {
    self.replicas = replicas
    awake = Array(0...8)
    operations = Operation.usual
    let folder = random.one(of: [0, 6])
    weights = [
      (40, .edit), (18, .send), (22, .deliver), (2, .lose), (6, .crash), (folder, .exchange),
      (14, .fault),
    ]
    total = weights.reduce(0) { $0 + $1.0 }
  }

  init(erasingAmong replicas: Int, using random: inout SeededRandom) {
    self.replicas = replicas
    awake = Array(0...8)
    operations = Operation.allCases
    let folder = random.one(of: [0, 0, 8])
    let faults = random.one(of: [0, 0, 4])
    let hostility = random.one(of: [0, 0, 4])
    weights = [
      (34, .edit), (16, .send), (20, .deliver), (2, .lose), (1, .part), (2, .heal), (2, .clock),
      (2, .reopen), (2, .upgrade), (9, .crash), (folder, .exchange), (1, .declare), (2, .adopt),
      (hostility, .attack), (faults, .fault), (13, .erase), (6, .begin),
    ]
    total = weights.reduce(0) { $0 + $1.0 }
  }

  // Long because: it is a table of what may happen.
  mutating func step(using random: inout SeededRandom) -> Step {
    let place = random.one(of: awake)
    let other = random.one(of: awake)
    let seed = UInt64(random.number(in: 0...9_999))
    switch kind(using: &random) {
    case .edit: return .edit(at: place, seed: seed)
    case .send: return .send(from: place, to: other)
    case .deliver:
      return .deliver(
        message: random.number(in: 0...7), how: random.one(of: Delivery.allCases), seed: seed)
    case .lose: return .lose(message: random.number(in: 0...7))
    case .part: return .part(groups: random.number(in: 1...511))
    case .heal: return .heal
    case .clock:
      return .clock(
        at: place, days: random.number(in: -3_650...3_650),
        tickMilliseconds: random.one(of: [-86_400_000, -1, 0, 1, 1_000, 86_400_000]))
    case .reopen: return .reopen(at: place)
    case .upgrade: return .upgrade(at: place)
    case .crash:
      return .crash(
        at: place, during: random.one(of: operations),
        statement: random.number(in: 0...random.one(of: [3, 40, 200])),
        cut: random.one(of: PowerCut.allCases), seed: seed)
    case .exchange:
      return .exchange(at: place, direction: random.one(of: Direction.allCases))
    case .spoil: return .spoil(random.one(of: FolderFault.allCases), seed: seed)
    case .declare: return .declare(random.one(of: PeersChange.allCases), seed: seed)
    case .adopt: return .adopt(at: place)
    case .attack:
      // The largest line costs more than everything else, so it is rare.
      var attack = random.one(of: Attack.allCases)
      if attack == .oversized, random.chance(percent: 80) { attack = .proper }
      return .attack(attack, at: place, seed: seed)
    case .fault: return .fault(random.one(of: Fault.allCases), at: place)
    case .erase:
      let eraser = random.one(of: [.alone, .alone, .apart] + Eraser.allCases)
      return .erase(eraser, at: place, seed: seed)
    case .begin:
      return .begin(
        from: place, statement: random.number(in: 0...random.one(of: [3, 60, 400])),
        cut: random.one(of: PowerCut.allCases), seed: seed)
    }
  }

  private func kind(using random: inout SeededRandom) -> Kind {
    var place = random.number(in: 0...(total - 1))
    for (weight, kind) in weights {
      if place < weight { return kind }
      place -= weight
    }
    return .edit
  }
}
