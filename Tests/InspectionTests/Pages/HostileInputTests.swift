import Catalogue
import Foundation
import GRDBSQLite
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import Inspection

/// What peers may put into any field, and what must not hold up a page.
@Suite struct HostileInputTests {
  private static let script = "<script>alert('x')</script>\"\u{301} onmouseover=\"y&amp;"

  /// The pages that show something of a record.
  private func pages(of key: RecordKey, _ cell: CellName) -> [PageLink] {
    [
      PageLink(OverviewPage.path), PageLink(ConflictsPage.path), .conflict(key, cell),
      .record(key), .history(key), PageLink(CataloguePage.path), PageLink(MatrixPage.path),
      PageLink(CataloguePage.path, [("q", Self.script)]),
    ]
  }

  @Test("script and markup from a peer is text on every page")
  func showsMarkupAsText() throws {
    let collision = try Collision(own: Self.script, other: Self.script + "2", base: nil)
    try collision.other.set(
      collision.key.name.description, "responsible=\(Self.script)",
      "local_status_text=\(Self.script)", "affected_units+=\(Self.script)", scope: .vgr)
    try collision.own.meets(collision.other)
    collision.own.site.refresh(from: collision.own.replica)
    for link in pages(of: collision.key, collision.note) {
      let reply = collision.own.get(link)
      #expect(reply.status == 200, "\(link)")
      // By bytes: to Swift a quote with an accent is another character.
      #expect(reply.bytes.firstRange(of: Array("<script>alert".utf8)) == nil, "\(link)")
      #expect(reply.bytes.firstRange(of: Array("\"\u{301} onmouseover".utf8)) == nil, "\(link)")
    }
  }

  @Test("texts of 1 MiB are shown, compared and settled")
  func takesLongTexts() throws {
    let text = String(repeating: "Spirometri inom två veckor.\n", count: 36_000)
    let collision = try Collision(
      own: text + "A", other: text + "B", base: nil, cell: "to_introduce")
    let link = PageLink.conflict(collision.key, .named("to_introduce"))
    let reply = collision.own.get(link)
    #expect(reply.status == 200)
    #expect(reply.bytes.count > 1_000_000)
    let dots = try collision.own.siblings(collision.key, .named("to_introduce"))
    let settled = collision.own.post(
      link,
      dots.map { ("shown", $0.dot.description) } + [
        ("choice", "new"), ("value.to_introduce", text + "C"), ("reason", "Båda"),
        ("step", "confirm"),
      ])
    #expect(settled.status == 303)
    let long = collision.own.post(
      link,
      [
        ("choice", "new"), ("value.to_introduce", text + text), ("reason", "x"),
        ("step", "confirm"),
      ])
    #expect(long.status == 409)
    #expect(long.holds("Texten är för lång."))
    #expect(long.bytes.count > 2_000_000)
  }

  @Test("while a long sync holds the replica nothing is written and nothing typed is lost")
  func tellsOfBusyReplica() throws {
    let collision = try Collision()
    let replica = try Replica.open(
      collision.own.trial.folder, schema: Catalogue.schema, rights: TrialParties().rights,
      busySeconds: 0.05)
    let lock = try Lock(collision.own.trial.folder.url.appending(path: "replica.sqlite"))
    let form =
      try collision.shown() + [
        ("choice", "new"), ("value.note", "Min text."), ("reason", "Mitt skäl"),
        ("step", "confirm"),
      ]
    let request = TrialSite.form(collision.link, form)
    let busy = Reply(collision.own.site.answer(request, with: replica))
    #expect(busy.status == 409 || busy.status == 503)
    #expect(busy.holds("Replikan är upptagen"))
    #expect(busy.holds("Min text."))
    #expect(busy.values(of: "value").contains("Mitt skäl"))
    lock.end()
    #expect(Reply(collision.own.site.answer(request, with: replica)).status == 303)
  }

  /// Another process that writes for a long time.
  private final class Lock {
    private var database: OpaquePointer?

    init(_ file: URL) throws {
      #expect(sqlite3_open(file.path, &database) == SQLITE_OK)
      #expect(sqlite3_exec(database, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
    }

    func end() {
      sqlite3_exec(database, "ROLLBACK", nil, nil, nil)
      sqlite3_close(database)
      database = nil
    }

    deinit { if database != nil { end() } }
  }
}
