import SyncCore
import TestSupport
import Testing

@Suite struct PartyTests {
  @Test(arguments: [
    ("region/14", true), ("region/14/internal", true), ("region/14/internal/plan", true),
    ("region/08", true), ("region/08/internal", false), ("national/lung", true),
    ("national", true), ("other/x", false),
  ])
  func `a party receives its own scopes and those it lists, never another's internal ones`(
    scope: String, mayReceive: Bool
  ) {
    let party = party(receives: ["national", "region"])
    #expect(party.mayReceive(.named(scope)) == mayReceive)
  }

  @Test func `a party receives its own scopes without listing them`() {
    #expect(party(receives: []).mayReceive(.vgr))
  }

  @Test func `a party that lists another's internal scope does not receive it`() {
    let party = party(receives: ["region/08/internal"])
    #expect(!party.mayReceive(.named("region/08/internal")))
  }

  @Test func `what a party lists covers whole parts only`() {
    #expect(!party(receives: ["region/0"]).mayReceive(.named("region/08")))
  }

  private func party(receives: [String]) -> Party {
    Party(
      name: "14", title: "V\u{E4}stra G\u{F6}talandsregionen", healthcareRegion: nil, authors: [],
      receives: receives.map(Scope.named), endpoints: [:])
  }
}
