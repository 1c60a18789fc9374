import SyncCore
import TestSupport
import Testing

/// Where records of a type live, and which ids they have there.
@Suite struct HomeTests {
  @Test(arguments: [
    (Home.programmeArea, "national/lung"), (.programmeArea, "national/unassigned"),
    (.register, "national/register"), (.decisions, "national/decisions"),
    (.region, "region/14"), (.region, "region/14/internal"),
    (.registerOrRegion, "national/register"), (.registerOrRegion, "region/14"),
  ])
  func `a type's home contains its scopes`(home: Home, scope: String) {
    #expect(home.contains(.named(scope)))
  }

  @Test(arguments: [
    (Home.programmeArea, "national"), (.programmeArea, "national/register"),
    (.programmeArea, "national/decisions"), (.programmeArea, "region/14"),
    (.register, "national"), (.register, "national/lung"), (.register, "national/register/x"),
    (.register, "region/14"), (.decisions, "national/register"),
    (.decisions, "national/decisions/x"), (.region, "region"), (.region, "national/14"),
    (.registerOrRegion, "region"), (.registerOrRegion, "national/lung"),
    (.registerOrRegion, "national/decisions"),
  ])
  func `a type's home contains nothing else`(home: Home, scope: String) {
    #expect(!home.contains(.named(scope)))
  }

  @Test(
    arguments: [
      (Home.region, "14", "region/14"), (.region, "national", nil),
      (.register, "14", "national/register"), (.decisions, "national", "national/decisions"),
      (.programmeArea, "national", nil), (.registerOrRegion, "14", "region/14"),
      (.registerOrRegion, "national", "national/register"),
    ] as [(Home, String, String?)])
  func `a new record goes to the home of its writer's party`(
    home: Home, party: String, scope: String?
  ) {
    #expect(home.scope(for: party)?.string == scope)
  }

  @Test(arguments: [
    (Home.region, "14-kol-1", "region/14", true), (.region, "14-kol-1", "region/14/internal", true),
    (.region, "14-kol-1", "region/1", false), (.region, "08-kol-1", "region/14", false),
    (.region, "14", "region/14", false), (.region, "14kol", "region/14", false),
    (.region, "14-kol-1", "national/register", false),
    (.registerOrRegion, "lag-1", "national/register", true),
    (.registerOrRegion, "lag-1", "region/14", false),
    (.registerOrRegion, "14-lag-1", "region/14", true),
    (.programmeArea, "kol-1", "national/lung", true),
  ])
  func `an id in a region begins with the county code and a hyphen`(
    home: Home, id: String, scope: String, isAdmitted: Bool
  ) {
    let type = RecordType(
      .named("team"), "Team", summary: "", home: home, identity: .slug(.named("title")),
      fields: [])
    #expect(type.admits(.named(id), in: .named(scope)) == isAdmitted)
  }

  @Test(arguments: [("14", true), ("1", false), ("140", false), ("1a", false), ("14-", false)])
  func `a code has exactly its digits`(id: String, isAdmitted: Bool) {
    let type = RecordType(
      .named("region"), "Region", summary: "", home: .register,
      identity: .code(.named("county_code"), digits: 2), fields: [])
    #expect(type.admits(.named(id), in: .named("national/register")) == isAdmitted)
  }

  @Test(arguments: [
    (Home.programmeArea, "national"), (.register, "national/register"),
    (.decisions, "national/decisions"), (.region, "region"),
    (.registerOrRegion, "national/register or region"),
  ])
  func `people are told where a type lives`(home: Home, prefix: String) {
    #expect(home.prefix == prefix)
  }

  @Test(arguments: [
    IdentityRule.code(.named("f"), digits: 2), .slug(.named("f")), .regional(.named("f")),
    .random(.named("f")),
  ])
  func `every id is made from a field`(rule: IdentityRule) {
    #expect(rule.source == .named("f"))
  }
}
