package import SyncCore
import SyncWire

/// A note that a conflict was sent to the party that may settle it. It stays in this replica.
package struct Referral: Hashable, Sendable {
  package let place: ConflictPlace
  /// The party it was sent to.
  package let party: String
  /// When, by this replica's clock.
  package let sent: Timestamp
  /// Who sent it.
  package let person: String?
  /// The siblings that were shown then.
  package let dots: Set<Dot>

  package init(
    place: ConflictPlace, party: String, sent: Timestamp, person: String?, dots: Set<Dot>
  ) {
    self.place = place
    self.party = party
    self.sent = sent
    self.person = person
    self.dots = dots
  }
}

extension Replica {
  /// Notes that a conflict was sent to a party, in place of an earlier note of the same cell and
  /// party. It is durable when this returns.
  package func noteReferral(_ referral: Referral) throws {
    try write(at: referral.sent) { session, _ in
      let dots = CanonicalJSON.write(.array(Dot.wireTexts(referral.dots).map(Value.text)))
      try session.statement(
        "INSERT OR REPLACE INTO referrals VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
      ).bind(
        all: Records(session).keyValues(referral.place.key) + [
          .text(referral.place.cell.string), .text(referral.party),
          .integer(referral.sent.milliseconds), referral.person.map(SQLValue.text) ?? .null,
          .text(String(decoding: dots, as: UTF8.self)),
        ]
      ).run()
    }
  }

  /// To whom a conflict was sent, the last time first; also of a conflict that is settled by now.
  package func referrals(for place: ConflictPlace) throws -> [Referral] {
    try read { try Self.referrals(for: place, in: $0) }
  }

  /// The same for the conflicts of a page; those that were sent to nobody are left out.
  package func referrals(
    for places: some Sequence<ConflictPlace>
  ) throws -> [ConflictPlace: [Referral]] {
    try read { session in
      var referrals: [ConflictPlace: [Referral]] = [:]
      for place in places {
        let found = try Self.referrals(for: place, in: session)
        if !found.isEmpty { referrals[place] = found }
      }
      return referrals
    }
  }

  private static func referrals(
    for place: ConflictPlace, in session: Session
  ) throws -> [Referral] {
    try session.statement(
      """
      SELECT party, sent, person, dots FROM referrals
      WHERE scope = ? AND type = ? AND id = ? AND cell = ? ORDER BY sent DESC, party
      """
    ).bind(all: Records(session).keyValues(place.key) + [.text(place.cell.string)]).rows { row in
      let dots = try CanonicalJSON.read(Array(row.text(3).utf8))
      return Referral(
        place: place, party: row.text(0), sent: Timestamp(milliseconds: row.integer(1)),
        person: row.isNull(2) ? nil : row.text(2), dots: Set(dots.namedDots))
    }
  }
}

extension Value {
  /// The dots that an array names.
  fileprivate var namedDots: [Dot] {
    guard case .array(let elements) = self else { return [] }
    return elements.compactMap { $0.asText.flatMap { Dot($0.string) } }
  }
}
