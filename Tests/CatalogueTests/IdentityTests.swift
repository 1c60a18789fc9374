import Catalogue
import SyncCore
import Testing

private func id(_ name: String, _ party: String, _ title: String, seed: UInt64 = 1) -> String? {
  var random = SeededRandom(seed)
  guard let type = TypeName(name).flatMap({ Catalogue.schema[$0] }) else { return nil }
  return Catalogue.id(for: type, party: party, title: title, using: &random)?.string
}

@Test(arguments: [
  ("region", "national", "01", "01"), ("pathway", "national", "KOL (1)", "kol-1"),
  ("pathway", "14", "Hjärtsvikt – forts. (2)", "hjartsvikt-forts-2"),
  ("implementation", "14", "kol-1", "14-kol-1"),
  ("implementation", "14", " Kol.1~x ", "14-Kol.1~x"),
  ("body", "14", "Öron, näsa, hals", "14-oron-nasa-hals"), ("body", "national", "NPO X", "npo-x"),
])
func `an id follows the type's rule`(type: String, party: String, title: String, wanted: String) {
  #expect(id(type, party, title) == wanted)
}

@Test(arguments: [
  ("region", "national", "1"), ("region", "national", "xx"), ("pathway", "national", "***"),
  ("pathway", "national", ""), ("implementation", "national", "kol-1"),
  ("implementation", "14", ""), ("implementation", "14", "kol 1"), ("plan_item", "14", "–"),
  ("plan_item", "national", "Plan"),
])
func `a title that gives no id gives none`(type: String, party: String, title: String) {
  #expect(id(type, party, title) == nil)
}

@Test func `a random id has the slug, eight characters, and the county code in a region`() throws {
  let made = try #require(id("plan_item", "14", "Utbilda på vårdcentral"))
  #expect(made.hasPrefix("14-utbilda-pa-vardcentral-"))
  #expect(made.utf8.count == "14-utbilda-pa-vardcentral-".utf8.count + 8)
  #expect(id("plan_item", "14", "Utbilda på vårdcentral", seed: 2) != made)
  #expect(try #require(id("decision", "national", "Godkänd")).hasPrefix("godkand-"))
}

@Test func `every id made is admitted in the type's home`() throws {
  for type in Catalogue.schema.types {
    for party in ["national", "14"] {
      guard let home = type.home.scope(for: party) else { continue }
      var random = SeededRandom(7)
      guard
        let id = Catalogue.id(
          for: type, party: party, title: type.home == .register ? "14" : "kol-1", using: &random)
      else { continue }
      #expect(type.admits(id, in: home), "\(type.name) \(id) \(home)")
    }
  }
}
