import Catalogue
import Foundation
import StoreFixtures
import SyncCore
import SyncStore
import TestSupport
import Testing

@testable import Inspection

@Suite struct ConflictPageTests {
  @Test("it shows both values, who wrote them, when, why, and what was before")
  func showsBoth() throws {
    let collision = try Collision()
    let reply = collision.own.get(collision.link)
    #expect(reply.status == 200)
    for part in [
      "Anteckning för 14-kol-1", "två värden sattes", "Infört på alla vårdcentraler.",
      "Infört på hälften.", "Planerat.", "per.ek", "Ett möte", "14-vgr", "12-skane",
      "Ingen regel avgör fältet",
    ] {
      #expect(reply.holds(part), "\(part)")
    }
  }

  @Test("one value is chosen: the others end, with the reason in the history")
  func takesOne() throws {
    let collision = try Collision()
    let theirs = try #require(try collision.theirs())
    let reply = collision.own.post(
      collision.link,
      try collision.shown() + [
        ("choice", theirs.dot.description), ("reason", "Skåne har rätt"), ("step", "confirm"),
      ])
    #expect(reply.status == 303)
    #expect(reply.location?.contains("klar=14-vgr:") == true)
    let siblings = try collision.own.siblings(collision.key, collision.note)
    #expect(siblings.map(\.value) == ["Infört på hälften."])
    let last = try #require(try collision.own.replica.history(of: collision.key).last)
    #expect(last.change.reason == "Skåne har rätt")
    #expect(last.origin.person == "anna.berg")
    let after = collision.own.get(try #require(reply.location))
    #expect(after.holds("Avgjort, som"))
    #expect(after.holds("Skåne har rätt"))
  }

  @Test("a value of one's own is written, with its line ends")
  func writesNew() throws {
    let collision = try Collision()
    let reply = collision.own.post(
      collision.link,
      try collision.shown() + [
        ("choice", "new"), ("value.note", "@/etc/hostname\r\nrad två"), ("reason", "Sammanvägt"),
        ("step", "confirm"),
      ])
    #expect(reply.status == 303)
    // Nothing that is typed into a page names a file of the server.
    #expect(
      try collision.own.siblings(collision.key, collision.note).map(\.value)
        == ["@/etc/hostname\nrad två"])
  }

  @Test("the preview shows the change and writes nothing")
  func previews() throws {
    let collision = try Collision()
    let before = try collision.own.replica.heads()
    let theirs = try #require(try collision.theirs())
    let reply = collision.own.post(
      collision.link,
      try collision.shown() + [
        ("choice", theirs.dot.description), ("reason", "Skåne har rätt"), ("step", "preview"),
      ])
    #expect(reply.status == 200)
    #expect(reply.holds("Så blir ändringen"))
    #expect(reply.holds("&quot;reason&quot;:&quot;Skåne har rätt&quot;"))
    #expect(reply.values(of: "value").contains("Skåne har rätt"))
    #expect(try collision.own.replica.heads() == before)
  }

  @Test(
    "without a reason or a choice nothing is written and nothing typed is lost",
    arguments: [
      ([("choice", "new"), ("value.note", "En egen text")], "Skälet saknas."),
      ([("reason", "Därför"), ("value.note", "En egen text")], "Inget värde är valt."),
      ([("choice", "new"), ("value.note", "En egen text"), ("reason", "  ")], "Skälet saknas."),
    ])
  func keepsTyped(form: [(String, String)], message: String) throws {
    let collision = try Collision()
    let before = try collision.own.replica.heads()
    let reply = collision.own.post(
      collision.link,
      try collision.shown() + form.map { (name: $0.0, value: $0.1) } + [("step", "confirm")])
    #expect(reply.status == 422)
    #expect(reply.holds(message))
    #expect(reply.values(of: "value").contains("En egen text") || reply.holds("En egen text"))
    #expect(try collision.own.replica.heads() == before)
  }

  @Test("a value that validation refuses is not written, and the text typed stays in its box")
  func keepsRefusedText() throws {
    let collision = try Collision()
    let before = try collision.own.replica.heads()
    let reply = collision.own.post(
      collision.link,
      try collision.shown() + [
        ("choice", "new"), ("value.note", "Se 19121212-1212 & <b>"), ("reason", "x"),
        ("step", "confirm"),
      ])
    #expect(reply.status == 409)
    #expect(reply.holds("personnummer"))
    #expect(reply.holds("Se 19121212-1212 &amp; &lt;b&gt;"))
    #expect(try collision.own.replica.heads() == before)
  }

  @Test("whoever has no right to the scope is told whose it is, and cannot write")
  func refusesStrangers() throws {
    let collision = try Collision()
    var parties = TrialParties()
    parties.writes[.kalmar] = [.named("region/08")]
    let site = try TrialSite(.kalmar)
    try site.meets(collision.own)
    let strangers = try Replica.open(
      site.trial.folder, schema: Catalogue.schema, rights: parties.rights)
    let page = Reply(site.site.answer(TrialSite.question(collision.link), with: strangers))
    #expect(page.holds("du får inte avgöra"))
    #expect(page.holds("Text att skicka"))
    #expect(!page.holds("Vilket värde ska gälla?"))
    let dots = try site.siblings(collision.key, collision.note).map(\.dot.description)
    let refused = Reply(
      site.site.answer(
        TrialSite.form(
          collision.link,
          dots.map { ("shown", $0) } + [
            ("choice", dots[0]), ("reason", "Ändå"), ("step", "confirm"),
          ]), with: strangers))
    #expect(refused.status == 409)
    #expect(refused.holds("ägs av någon annan"))
  }

  @Test("what arrived after the page was shown stays beside the new value")
  func keepsWhatArrived() throws {
    let collision = try Collision()
    let shown = try collision.shown()
    let third = try TrialSite(.kalmar)
    try third.set(collision.key.name.description, "note=Kalmar vet mer.", scope: .vgr)
    try collision.own.meets(third)
    let reply = collision.own.post(
      collision.link,
      shown + [("choice", shown[0].value), ("reason", "Beslut"), ("step", "confirm")])
    #expect(reply.location?.contains("kvar=1") == true)
    #expect(try collision.own.siblings(collision.key, collision.note).count == 2)
    #expect(collision.own.get(try #require(reply.location)).holds("Kalmar vet mer."))
  }

  @Test("where a colleague here was faster nothing is written, and both texts are shown")
  func tellsOfColleagues() throws {
    let collision = try Collision()
    let shown = try collision.shown()
    try collision.own.set(collision.key.name.description, "note=Kollegans text.", scope: .vgr)
    let reply = collision.own.post(
      collision.link,
      shown + [
        ("choice", "new"), ("value.note", "Min text."), ("reason", "Mitt skäl"),
        ("step", "confirm"),
      ])
    #expect(reply.status == 409)
    #expect(reply.holds("hann före"))
    #expect(reply.holds("Kollegans text."))
    #expect(reply.holds("Min text."))
    #expect(reply.holds("Mitt skäl"))
    #expect(
      try collision.own.siblings(collision.key, collision.note).map(\.value)
        == ["Kollegans text."])
  }

  @Test("a record that was deleted meanwhile is told of, and nothing is written")
  func tellsOfDeleted() throws {
    let collision = try Collision()
    let shown = try collision.shown()
    let workspace = Workspace(
      replica: collision.own.replica,
      peersFolder: PeersFolder(collision.own.trial.parent.file("Peers")), person: "per.ek")
    _ = try RecordEditor(workspace, scope: .vgr).delete(collision.key.name, reason: "Dubblett")
    let heads = try collision.own.replica.heads()
    let reply = collision.own.post(
      collision.link,
      shown + [("choice", "new"), ("value.note", "x"), ("reason", "y"), ("step", "confirm")])
    #expect(reply.status == 409)
    #expect(reply.holds("Posten har tagits bort under tiden."))
    #expect(try collision.own.replica.heads() == heads)
  }

  @Test("parts of both texts are put together in the box of the new value, and written from there")
  func composes() throws {
    let cell = CellName.named("to_introduce")
    let collision = try Collision(
      own: "Spirometri.\nRökstopp.\nVårt slut.", other: "Remiss.\nRökstopp.\nDeras slut.",
      base: nil, cell: "to_introduce")
    let link = PageLink.conflict(collision.key, cell)
    let page = collision.own.get(link)
    #expect(page.holds("Sätt ihop av delar"))
    let siblings = try collision.own.siblings(collision.key, cell)
    let mine = try #require(siblings.firstIndex { $0.dot.author == .vgr })
    let composed = collision.own.post(
      link,
      siblings.map { ("shown", $0.dot.description) } + [
        ("part.0", "\(mine)"), ("part.1", "\(1 - mine)"), ("step", "compose"),
      ])
    #expect(composed.status == 200)
    #expect(composed.holds("Spirometri.\nRökstopp.\nDeras slut.</textarea>"))
    #expect(composed.holds("value=\"new\" checked"))
    #expect(try collision.own.siblings(collision.key, cell) == siblings)
  }

  @Test("what the preview says stays beside stays beside when it is confirmed")
  func confirmsWhatWasPreviewed() throws {
    let collision = try Collision()
    let form =
      try collision.shown() + [
        ("choice", try collision.shown()[0].value), ("reason", "Beslut"),
      ]
    let third = try TrialSite(.kalmar)
    try third.set(collision.key.name.description, "note=Kalmar vet mer.", scope: .vgr)
    try collision.own.meets(third)
    let preview = collision.own.post(collision.link, form + [("step", "preview")])
    #expect(preview.holds("Ligger kvar bredvid"))
    let dots = Set(preview.values(of: "value").filter { Dot($0) != nil })
    let hidden = preview.text.components(separatedBy: "name=\"shown\" value=\"").dropFirst()
      .map { String($0.prefix { $0 != "\"" }) }
    #expect(hidden.count == 2)
    #expect(dots.count == 3)
    let confirmed = collision.own.post(
      collision.link,
      hidden.map { ("shown", $0) } + [
        ("choice", form[0].value), ("reason", "Beslut"), ("step", "confirm"),
      ])
    #expect(confirmed.location?.contains("kvar=1") == true)
    #expect(try collision.own.siblings(collision.key, collision.note).count == 2)
  }

  @Test("whoever wrote without a reason is not given that of the settlement")
  func keepsReasonsApart() throws {
    let collision = try Collision()
    let reply = collision.own.post(
      collision.link,
      try collision.shown() + [
        ("choice", try collision.shown()[0].value), ("reason", "Enligt beslut"),
        ("step", "confirm"),
      ])
    let page = collision.own.get(try #require(reply.location))
    #expect(page.text.components(separatedBy: "Enligt beslut").count == 2)
  }
}
