import Testing

/// The sources are as the house's rules want them.
@Suite struct HouseTests {
  private static let repository = Repository()
  private static let sources = Result { try repository.swiftFiles(in: "Sources") }
  private static let tests = Result { try repository.swiftFiles(in: "Tests") }

  @Test func `every module stands in the import table`() throws {
    let findings = try ImportRules.unknownModules(among: Set(sources().compactMap(\.module)))
    #expect(findings == [])
  }

  @Test func `modules import only what the table allows`() throws {
    let findings = try sources().flatMap(ImportRules.forbiddenImports)
    #expect(findings == [])
  }

  @Test func `the sources hold no banned construct`() throws {
    let findings = try sources().flatMap(LanguageRules.bannedConstructs)
    #expect(findings == [])
  }

  @Test func `no type has a name that says nothing`() throws {
    let findings = try everything().flatMap(LanguageRules.emptyNames)
    #expect(findings == [])
  }

  @Test func `no function is longer than a screen without a reason`() throws {
    let findings = try everything().flatMap(SizeRules.longFunctions)
    #expect(findings == [])
  }

  @Test func `no file is longer than its limit`() throws {
    let findings = SizeRules.longFiles(among: try everything())
    #expect(findings == [])
  }

  @Test func `half of the source files keep to a hundred lines`() throws {
    #expect(SizeRules.medianLines(of: try sources()) <= SizeRules.medianLimitLines)
  }

  @Test func `what other modules use is documented`() throws {
    let support = try Self.tests.get().filter { $0.path.hasPrefix("Tests/TestSupport/") }
    let findings = try (sources() + support).flatMap(CommentRules.undocumented)
    #expect(findings == [])
  }

  @Test func `no code is commented out`() throws {
    let findings = try everything().flatMap(CommentRules.commentedOutCode)
    #expect(findings == [])
  }

  @Test func `unfinished work names an issue`() throws {
    let findings = try everything().flatMap(CommentRules.unnumberedTodos)
    #expect(findings == [])
  }

  @Test func `nothing strange lies at the top of the repository`() throws {
    let findings = TreeRules.strangers(among: try Self.repository.topLevel())
    #expect(findings == [])
  }

  private func sources() throws -> [SourceFile] {
    try Self.sources.get()
  }

  private func everything() throws -> [SourceFile] {
    try sources() + Self.tests.get()
  }
}
