import Testing

/// The rules about length, and the scanner that they and the others rest on.
@Suite struct SizeRuleTests {
  @Test(arguments: [(300, 0), (301, 1)])
  func `a file over its limit is found`(lines: Int, findings: Int) {
    let file = source(Array(repeating: "let a = 1", count: lines))
    #expect(SizeRules.longFiles(among: [file]).count == findings)
  }

  @Test(arguments: [([1, 2, 300], 2), ([1, 2], 2), ([], 0), ([101, 101, 1], 101)])
  func `the median is the length in the middle`(lengths: [Int], median: Int) {
    let files = lengths.map { source(Array(repeating: "let a = 1", count: $0)) }
    #expect(SizeRules.medianLines(of: files) == median)
  }

  static let openings = [
    ["func a() {"], ["init?(a: Int) {"], ["subscript(a: Int) -> Int {"], ["var a: Int {"],
    ["func a(", "  b: Int = c(1), d: (Int) -> Void", ") throws {"],
    ["func a<T>(b: T)", "  -> Int", "where T: Equatable {"], ["deinit {"],
  ]

  @Test(arguments: openings)
  func `a function of 41 lines is found`(opening: [String]) {
    #expect(SizeRules.longFunctions(in: source(body(of: 41, opening: opening))).count == 1)
  }

  @Test(arguments: openings)
  func `a function of 40 lines passes`(opening: [String]) {
    #expect(SizeRules.longFunctions(in: source(body(of: 40, opening: opening))).isEmpty)
  }

  @Test func `a long function with a reason passes`() {
    let lines = ["// Long because: it lists every case.", "@discardableResult"]
    let file = source(lines + body(of: 60, opening: ["func a() {"]))
    #expect(SizeRules.longFunctions(in: file).isEmpty)
  }

  @Test func `a reason further up excuses nothing`() {
    let lines = ["// Long because: it lists every case.", "let b = 1"]
    let file = source(lines + body(of: 60, opening: ["func a() {"]))
    #expect(SizeRules.longFunctions(in: file).count == 1)
  }

  @Test func `a requirement of a protocol does not run into what follows`() {
    let lines = ["protocol A {", "  func a()", "  init()", "}"]
    let file = source(lines + Array(repeating: "let b = { 1 }", count: 60))
    #expect(SizeRules.longFunctions(in: file).isEmpty)
  }

  @Test func `a brace in quotes or comments does not end a function`() {
    var lines = body(of: 41, opening: ["func a() {"])
    lines[1] = "  let b = \"}\"  // }"
    #expect(SizeRules.longFunctions(in: source(lines)).count == 1)
  }

  @Test(arguments: [
    ("a // b", "a     "), ("a /* b */ c", "a         c"),
    ("a /* /* */ b */ c", "a               c"),
    (#""x" + y"#, "    + y"), (##"#"x"y"# + z"##, "        + z"),
    (#""a\"b" c"#, "       c"), (#""a\(b)c" d"#, "    b)   d"),
    (#""\(f("x"))" d"#, "   f(   ))  d"),
    ("\"\"\"\n}\n\"\"\" a", "   \n \n    a"),
  ])
  func `comments and quoted texts are blanked, code is kept`(text: String, code: String) {
    #expect(CodeScanner.split(text).code == code)
  }

  @Test(arguments: [
    ("a // b", "  // b"), ("a /* b */ c", "  /* b */  "), ("\"// b\"", "      "),
  ])
  func `comments are kept where code and quoted texts are blanked`(
    text: String, comments: String
  ) {
    #expect(CodeScanner.split(text).comments == comments)
  }

  private func body(of lines: Int, opening: [String]) -> [String] {
    opening + Array(repeating: "  b()", count: lines - opening.count - 1) + ["}"]
  }

  private func source(_ lines: [String]) -> SourceFile {
    SourceFile(
      path: "Sources/SyncCore/Sample.swift",
      text: lines.map { $0 + "\n" }.joined())
  }
}
