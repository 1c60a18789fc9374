import SyncCore
import SyncExchange
import SyncStore
import SyncWire

/// Finds what two sides still do not hold alike after an exchange because their Peers differ, so
/// that this is named as the cause.
struct Disagreement {
  private let talk: PeerTalk
  private let view: PeerView

  init(_ talk: PeerTalk, _ view: PeerView) {
    self.talk = talk
    self.view = view
  }

  /// Notes a problem where the two have other Peers and something therefore was not taken.
  func note(_ direction: Exchange.Direction, in report: inout ExchangeReport) throws {
    guard view.rights != talk.replica.rights.fingerprint else { return }
    let ours = try talk.standings()
    let left = direction == .pull ? notTakenHere(ours) : notTakenThere(ours)
    guard !left.isEmpty else { return }
    let place = direction == .pull ? "here" : "by \(talk.name)"
    let shown = left.prefix(Self.shownLimit).joined(separator: "; ")
    let more = left.count > Self.shownLimit ? "; and \(left.count - Self.shownLimit) more" : ""
    report.note(
      "Peers differ between here and \(talk.name), so not taken \(place): \(shown)\(more)."
        + " Give both sides the same files in Peers and exchange again.")
  }

  /// How many logs are named.
  private static let shownLimit = 10

  private func notTakenHere(_ ours: Standings) -> [String] {
    view.standings.values.sorted { $0.log < $1.log }.compactMap { theirs in
      let log = theirs.log
      let held = ours[log]?.head.sequence ?? 0
      guard theirs.head.sequence > held || differs(ours[log], theirs) else { return nil }
      return "\(log), \(cause(log, behind: held))"
    }
  }

  private func cause(_ log: LogName, behind held: Int64) -> String {
    let rights = talk.replica.rights
    guard let registration = rights.registration(of: log.author) else {
      return "whose author Peers here does not name"
    }
    guard registration.mayWrite(log.scope) else {
      return "to which Peers here gives its author no right"
    }
    if let pin = rights.pin(of: log) { return "which Peers here ends at \(pin.sequence)" }
    return "of which \(held) are held here"
  }

  private func notTakenThere(_ ours: Standings) -> [String] {
    ours.values.sorted { $0.log < $1.log }.compactMap { own in
      let theirs = view.standings[own.log]
      let held = theirs?.head.sequence ?? 0
      guard own.head.sequence > held || differs(own, theirs) else { return nil }
      if view.refuses.contains(own.log) {
        return "\(own.log), whose author or scope Peers there does not allow"
      }
      if let end = theirs?.end { return "\(own.log), which Peers there ends at \(end)" }
      return "\(own.log), of which \(held) are held there"
    }
  }

  /// Whether two logs of one length are not the same log.
  private func differs(_ own: LogStanding?, _ theirs: LogStanding?) -> Bool {
    guard let own, let theirs, own.head.sequence == theirs.head.sequence else { return false }
    return own.head.sequence > 0 && own.head.hash != theirs.head.hash
  }
}
