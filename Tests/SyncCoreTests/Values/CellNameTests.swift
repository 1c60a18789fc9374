import SyncCore
import TestSupport
import Testing

@Suite struct CellNameTests {
  @Test(
    arguments: [
      ("note", "note", nil), ("icd10/J44", "icd10", "J44"), ("a/b/c", "a", "b/c"),
      ("a//", "a", "/"), ("a/ ", "a", " "), ("a/\u{301}x", "a", "\u{301}x"),
      ("a/\u{1F600}", "a", "\u{1F600}"),
    ] as [(Text, String, Text?)])
  func `a cell's name splits at the first slash`(name: Text, field: String, member: Text?) {
    let cell = CellName(name)
    #expect(cell?.field == field)
    #expect(cell?.member == member)
  }

  @Test(arguments: ["", "/", "/x", "a/", "A", "\u{E5}", "-a/x", "a b/x", "a\u{301}/x"] as [Text])
  func `a cell's name needs a field and, after a slash, a member`(name: Text) {
    #expect(CellName(name) == nil)
  }

  @Test(arguments: [(1, true), (1_024, true), (0, false), (1_025, false)])
  func `a member has 1 to 1024 bytes`(sizeBytes: Int, isMember: Bool) {
    let member = Text(String(repeating: "x", count: sizeBytes))
    #expect((CellName(.named("icd10"), member: member) != nil) == isMember)
  }

  @Test(arguments: [(512, true), (513, false)])
  func `a member is measured in bytes, not in letters`(count: Int, isMember: Bool) {
    let member = Text(String(repeating: "\u{E5}", count: count))
    #expect((CellName(.named("icd10"), member: member) != nil) == isMember)
  }

  @Test(arguments: [(64, true), (65, false)])
  func `a field before a slash keeps the limit of a word`(count: Int, isCell: Bool) {
    let field = String(repeating: "a", count: count)
    #expect((CellName(Text(field + "/x")) != nil) == isCell)
  }

  @Test func `a member's cell is the field's name, a slash and the member`() {
    #expect(CellName(.named("icd10"), member: "J44") == .codeJ44)
  }

  @Test func `a field's cell has the field's name`() {
    #expect(CellName(FieldName.named("note")) == .note)
  }

  @Test func `members that look alike are two cells`() {
    for pair in Text.lookalikes {
      let tags = FieldName.named("tags")
      #expect(CellName(tags, member: pair.composed) != CellName(tags, member: pair.decomposed))
    }
  }
}
