import SyncCore
import TestSupport
import Testing

@Suite struct ScopeTests {
  @Test(arguments: [
    "national", "region/14", "region/14/internal", "national/lung-och-allergisjukdomar",
    "a/b/c/d/e/f/g/h", String(repeating: "a", count: 64) + "/b",
  ])
  func `a path of one to eight words is a scope`(string: String) {
    #expect(Scope(string)?.string == string)
  }

  @Test(arguments: [
    "", "/", "region/", "/region", "region//14", "Region/14", "region/-14", "region/1 4",
    "region/\u{E5}", "a/b/c/d/e/f/g/h/i", "region/14~k3v9x2ab", "../region",
    String(repeating: "a", count: 65) + "/b",
  ])
  func `anything else is no scope`(string: String) {
    #expect(Scope(string) == nil)
  }

  @Test(arguments: [
    ("region/14", "region/14", true), ("region/14", "region/14/internal", true),
    ("region", "region/14", true), ("region/1", "region/14", false),
    ("region/14", "region/1", false), ("region/14/internal", "region/14", false),
    ("national", "region/14", false), ("region/14", "region/14-x", false),
    ("region/14", "region/14_x/y", false),
  ])
  func `a scope contains itself and what lies below, in whole parts`(
    outer: String, inner: String, isContained: Bool
  ) {
    #expect(Scope.named(outer).contains(.named(inner)) == isContained)
  }

  @Test(
    arguments: [
      ("region/14", "14"), ("region/14/internal", "14"), ("national", "national"),
      ("national/register", "national"), ("region", nil), ("other/14", nil),
    ] as [(String, String?)])
  func `a region's scope belongs to its party, a national one to the national`(
    scope: String, owner: String?
  ) {
    #expect(Scope.named(scope).owner == owner)
  }

  @Test(arguments: [
    ("region/14/internal", true), ("region/14/internal/plan", true), ("region/14", false),
    ("region/14/internal2", false), ("national/x/internal", false), ("region/internal", false),
  ])
  func `only what lies below a region can be internal`(scope: String, isInternal: Bool) {
    #expect(Scope.named(scope).isInternal == isInternal)
  }

  @Test func `the parts of a scope are what stands between its slashes`() {
    #expect(Scope.named("region/14/internal").parts == ["region", "14", "internal"])
  }
}
