import Foundation
import SyncCore
import SyncHTTP
import Testing

@testable import Inspection

@Suite struct SiteTests {
  @Test("every page answers, names its language, and lets nothing foreign run")
  func pagesAnswer() throws {
    let site = try TrialSite()
    for (path, _) in PageRoute.navigation {
      let reply = site.get(path)
      #expect(reply.status == 200, "\(path)")
      #expect(reply.holds("<html lang=\"sv\">"))
      #expect(
        reply.fields["Content-Security-Policy"]?.first?.contains("default-src 'none'") == true)
      #expect(reply.text.components(separatedBy: "<h1>").count == 2, "\(path) has one heading")
    }
  }

  @Test("English is a switch, which a cookie remembers")
  func switchesLanguage() throws {
    let site = try TrialSite()
    let english = site.get("/konflikter?lang=en")
    #expect(english.holds("<html lang=\"en\">"))
    #expect(english.fields["Set-Cookie"]?.first?.hasPrefix("lang=en; Path=/;") == true)
    #expect(site.get("/konflikter", ["cookie": "a=b; lang=en"]).holds("<h1>Conflicts</h1>"))
    #expect(site.get("/konflikter", ["cookie": "lang=xx"]).holds("<h1>Konflikter</h1>"))
  }

  @Test("an unknown address says so", arguments: ["/x", "/konflikt/", "/../etc/passwd", "/post"])
  func unknownPages(target: String) throws {
    let reply = try TrialSite().get(target)
    #expect(reply.status == 404)
    #expect(reply.holds("Det finns ingen sådan sida."))
  }

  @Test("a foreign host and a foreign form are refused, and nothing is shown or done")
  func refusesForeigners() throws {
    let site = try TrialSite()
    #expect(site.get("/konflikter", ["host": "evil.example"]).status == 403)
    let collision = try Collision()
    let before = try collision.own.siblings(collision.key, collision.note)
    let form =
      [("choice", before[0].dot.description), ("reason", "x"), ("step", "confirm")]
      + (try collision.shown())
    let reply = collision.own.post(collision.link, form, ["sec-fetch-site": "cross-site"])
    #expect(reply.status == 403)
    #expect(try collision.own.siblings(collision.key, collision.note) == before)
  }

  @Test("a proxy's word on who edits counts only from where it is configured")
  func believesTheProxy() throws {
    let site = try TrialSite(person: "somebody.else") { pages in
      pages.personHeader = "X-Forwarded-User"
      pages.personFrom = ["10.0.0.1"]
    }
    func person(_ address: String, _ fields: [String: String]) -> Reply {
      site.post(PageLink("/konflikter"), [("step", "preview")], fields, from: address)
    }
    let named = ["x-forwarded-user": "%C3%85sa%20Ek"]
    #expect(person("10.0.0.1", named).holds("<strong>Åsa Ek</strong>"))
    let forged = person("10.0.0.2", named)
    #expect(forged.status == 403)
    #expect(forged.holds("Servern vet inte vem du är."))
    #expect(person("10.0.0.1", [:]).status == 403)
    #expect(person("10.0.0.1", ["x-forwarded-user": " "]).status == 403)
  }

  @Test("when too many wait, what was typed is not lost")
  func keepsTypedTextWhenBusy() throws {
    let site = try TrialSite()
    let request = PageRequest(
      method: "POST", target: "/konflikt", body: Array("reason=M%C3%B6tet&value.note=En+text".utf8))
    let reply = Reply(site.site.answerBusy(request))
    #expect(reply.status == 503)
    #expect(reply.holds("Mötet</textarea>"))
    #expect(reply.holds("En text</textarea>"))
  }

  @Test("a field that names the person twice is believed of nobody")
  func refusesDoubledPersons() throws {
    let site = try TrialSite(person: nil) { pages in
      pages.personHeader = "X-User"
      pages.personFrom = ["127.0.0.1"]
    }
    let form = TrialSite.form(PageLink("/konflikter"), [("step", "preview")])
    func answer(_ repeated: Set<String>) -> Reply {
      let request = PageRequest(
        method: "POST", target: form.target, fields: form.fields.merging(["x-user": "chef"]) { $1 },
        repeated: repeated, body: form.body)
      return Reply(site.site.answer(request, with: site.replica))
    }
    #expect(answer([]).holds("<strong>chef</strong>"))
    #expect(answer(["x-user"]).status == 403)
  }

  @Test("an address of our own never leads elsewhere, whatever is in it")
  func linksStayHere() throws {
    let reply = try TrialSite().get("//evil.example/?a%26b=1&klar=x")
    #expect(reply.status == 404)
    #expect(!reply.values(of: "href").contains { $0.hasPrefix("//") })
  }
}
