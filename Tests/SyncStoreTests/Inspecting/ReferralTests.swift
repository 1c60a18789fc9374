import Foundation
import GRDB
import StoreFixtures
import SyncCore
import TestSupport
import Testing

@testable import SyncStore

/// Conflicts that were sent to the party that may settle them.
@Suite struct ReferralTests {
  private let place = ConflictPlace(key: .kol, cell: "note")

  private func referral(
    to party: String, at time: Timestamp = .midsummer, person: String? = "anna.berg",
    dots: Set<Dot> = [.named("14-vgr:1"), .named("08-kalmar:2")]
  ) -> Referral {
    Referral(place: place, party: party, sent: time, person: person, dots: dots)
  }

  @Test func `what was sent is found with all that was noted, after opening again too`() throws {
    var trial = try TrialReplica()
    try trial.replica.noteReferral(referral(to: "08"))
    try trial.reopen()
    #expect(try trial.replica.referrals(for: place) == [referral(to: "08")])
    let other = ConflictPlace(key: .kol, cell: "contact")
    #expect(try trial.replica.referrals(for: other) == [])
  }

  @Test func `the last comes first, and one note is kept of each party`() throws {
    let trial = try TrialReplica()
    let later = Timestamp.midsummer.adding(seconds: 60)
    try trial.replica.noteReferral(referral(to: "08"))
    try trial.replica.noteReferral(referral(to: "12", person: nil, dots: []))
    try trial.replica.noteReferral(referral(to: "08", at: later))
    #expect(
      try trial.replica.referrals(for: place) == [
        referral(to: "08", at: later), referral(to: "12", person: nil, dots: []),
      ])
  }

  @Test func `the referrals of a page are found at once`() throws {
    let trial = try TrialReplica()
    try trial.replica.noteReferral(referral(to: "08"))
    let other = ConflictPlace(key: .kol, cell: "contact")
    #expect(try trial.replica.referrals(for: [other, place]) == [place: [referral(to: "08")]])
  }

  @Test func `a referral is never sent to others and changes no record`() throws {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "ours"))
    let before = try Standing(of: trial.replica)
    try trial.replica.noteReferral(referral(to: "08"))
    #expect(try Standing(of: trial.replica) == before)
    let other = try TrialReplica(.kalmar)
    try carry(from: trial.replica, to: other.replica)
    #expect(try other.replica.referrals(for: place) == [])
  }

  @Test func `a replica that was made before referrals were kept opens with all it held`() throws {
    let parent = try TemporaryFolder()
    let folder = ReplicaFolder(parent.file("replica"))
    try folder.create(author: .vgr, replica: "older", signingKey: .trial(.vgr))
    do {
      let queue = try DatabaseQueue(path: folder.database.path)
      try Migrations.migrator(for: .vgr).migrate(queue, upTo: "2 holdings")
      try queue.write {
        try $0.execute(sql: "INSERT INTO exchanges (peer, received) VALUES ('08', 4)")
      }
      try queue.close()
    }
    let replica = try Replica.open(folder, schema: .trial, rights: TrialParties().rights)
    #expect(try replica.exchanges().map(\.received) == [4])
    try replica.noteReferral(referral(to: "08"))
    #expect(try replica.referrals(for: place).count == 1)
    #expect(try replica.verify().isEmpty)
  }
}
