import Inspection
import SyncCore
import SyncExchange
import SyncStore
import SyncWire

extension StatusAnswer {
  func text(_ style: Style) -> String {
    var table = TextTable()
    func count(_ number: Int, _ advice: String) -> String {
      number == 0 ? "0" : style.alarm("\(number)") + "  see: \(advice)"
    }
    table.add("replica", "\(replicaFolder) (\(replicaName))")
    table.add("author", workspace.author.string)
    if !incarnation.signs.isEmpty {
      table.add("writes as", "\(incarnation.author), because \(incarnation.reasons)")
    }
    if !signs.isEmpty {
      let reasons = signs.map(\.reason).joined(separator: ", and ")
      table.add("next edit", "goes under a new name, because \(reasons)")
    }
    table.add("public key", publicKey.map { KeyText.encode($0) } ?? style.alarm("unreadable"))
    table.add("in Peers", isRegistered ? "yes" : style.alarm("no: it cannot write yet"))
    table.add("logs", "\(logs.count) with \(changesets) changesets")
    table.add("disk", disk.told)
    table.add("conflicts", count(openConflicts, "syncd conflicts"))
    table.add("quarantine", count(quarantined, "syncd quarantine"))
    for log in waiting {
      table.add(
        "waiting", "\(log.name): \(log.count) from \(log.first) on, for changeset \(log.missing)")
    }
    for log in held { table.add("held", "\(log.name) at \(log.sequence), \(log.need.told)") }
    if !unproven.isEmpty {
      table.add("not proven", style.alarm(unproven.told))
    }
    for erasure in lapsed.prefix(Self.lapsedLimit) {
      table.add("erased", style.alarm(erasure.told) + "  see: syncd verify")
    }
    if lapsed.count > Self.lapsedLimit {
      table.add("", "and \(lapsed.count - Self.lapsedLimit) more")
    }
    if waitsForScrub {
      table.add(
        "clearing",
        style.alarm("free space of the file still holds bytes of erased values:")
          + " it could not be written anew. Stop whatever uses the replica, see to as much free"
          + " disk as the database takes, and run: syncd status")
    }
    for log in forks {
      table.add("fork", style.alarm("\(log.name) at \(log.fork ?? 0)") + "  see: syncd forks")
    }
    return ([table.text] + peerLines(style)).joined(separator: "\n")
  }

  /// How many lapsed erasures are named.
  private static let lapsedLimit = 5

  private func peerLines(_ style: Style) -> [String] {
    var lines: [String] = []
    if !standings.peers.isEmpty {
      var table = TextTable()
      table.add(all: ["peer", "last exchange", "came here", "ahead", "behind", "trouble"])
      for peer in standings.peers { table.add(all: peer.cells(style)) }
      lines = ["", table.text]
    }
    if !standings.silent.isEmpty {
      let names = standings.silent.joined(separator: ", ")
      lines += ["", "Peers gives no place to exchange with, and nobody came from: \(names)"]
    }
    if let problem = standings.problem {
      lines += ["", Failure(problem).text(style)]
    }
    return lines
  }
}

extension PeerStanding {
  /// The peer as a row of the table.
  fileprivate func cells(_ style: Style) -> [String] {
    let hasTried = record?.succeeded != nil || record?.failed != nil
    let last = record?.succeeded?.description ?? (hasTried ? "never reached" : "never contacted")
    let trouble = record?.failure.map { failure in
      style.alarm("\(record?.failed?.description ?? ""): \(failure.printable.shortened(to: 200))")
    }
    return [
      name, last, record?.contacted?.description ?? "-",
      distance.map { "\($0.ahead)" } ?? "?", distance.map { "\($0.behind)" } ?? "?",
      trouble ?? "",
    ]
  }
}

extension HeldLog.Need {
  /// What it takes to go on, for people.
  fileprivate var told: String {
    switch self {
    case .body: "until its text comes"
    case .format(let format): "until syncd is upgraded to one that merges format \(format)"
    }
  }
}

extension DiskSpace {
  fileprivate var told: String {
    let free = freeBytes.map { ", \(Self.told($0)) free" } ?? ""
    let ahead = aheadBytes > 0 ? " and \(Self.told(aheadBytes)) written ahead" : ""
    return "\(Self.told(databaseBytes)) database\(ahead)\(free)"
  }

  /// A size in the largest unit that leaves at least one.
  private static func told(_ bytes: Int64) -> String {
    switch bytes {
    case ..<1_048_576: "\((bytes + 1_023) / 1_024) KiB"
    case ..<1_073_741_824: "\(bytes / 1_048_576) MiB"
    default: "\(bytes / 1_073_741_824) GiB"
    }
  }
}

extension [UnprovenLog] {
  /// All of them in one line.
  fileprivate var told: String {
    let missing = reduce(0) { $0 + ($1.gap?.count ?? 0) }
    let rest =
      missing == 0
      ? "all changesets are here: run `syncd verify`" : "\(missing) changesets are not here yet"
    return "\(count) logs, as a snapshot says; \(rest)"
  }
}
