import Foundation
import SyncCore
import TestSupport
import Testing

/// How `conflicts show` and `explain` tell what changed in long texts, and how one gets out of a
/// conflict and back.
struct DifferenceTests {
  private static let base = """
    Start i mars på mottagningen.

    Spirometri inom två veckor.

    Ingen rör detta.

    Eller detta.

    Ansvarig är Bo.
    """

  @Test(
    "a wide terminal shows what was written over beside each value",
    arguments: [["conflicts", "show", record, "note"], ["explain", record, "note"]])
  func sideBySide(command: [String]) throws {
    let other = try Self.conflict(over: Self.base)
    let output = try other.run(all: command, columns: 120).output
    #expect(output.contains(/Start i \[-mars-\] på mottagningen\. +│ Start i {\+april\+} på/))
    #expect(output.contains(/Ansvarig är \[-Bo-\]\. +│ Ansvarig är {\+Anna\+}\./))
    #expect(output.contains("… 3 paragraphs unchanged …"))
    #expect(output.split(separator: "\n").allSatisfy { !$0.contains("│") || $0.count <= 120 })
  }

  @Test(
    "a narrow terminal shows the texts one under the other",
    arguments: [["conflicts", "show", record, "note"], ["explain", record, "note"]])
  func underEachOther(command: [String]) throws {
    let other = try Self.conflict(over: Self.base)
    for width in [99, 60] {
      let output = try other.run(all: command, columns: width).output
      #expect(
        output.contains(
          """
            - Start i [-mars-] på mottagningen.
            + Start i {+april+} på mottagningen.
              Spirometri inom två veckor.
          """))
      #expect(!output.contains("│"))
    }
  }

  @Test func `a terminal is asked for its width, and coloured beside the marks`() throws {
    let other = try Self.conflict(over: Self.base)
    let settings = other.environment.map { "export \($0)='\($1)'" }.joined(separator: "\n")
    for (width, isWide) in [(110, true), (90, false)] {
      let command = "stty cols \(width); \(try Program.url.path) conflicts show \(record) note"
      let run = try Program.run(
        script: "\(settings)\nexport TERM=xterm\nscript -qec '\(command)' /dev/null",
        in: other.world.folder.url)
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.contains("\u{1B}[31m[-mars-]\u{1B}[0m"))
      #expect(run.output.contains("\u{1B}[32m{+april+}\u{1B}[0m"))
      #expect(run.output.contains("│") == isWide)
    }
  }

  @Test func `values that were written over nothing stand beside the one that is shown`() throws {
    let (_, other) = try SessionTests.conflict(in: World())
    let output = try other.run(all: ["conflicts", "show", record, "note"], columns: 100).output
    #expect(output.contains(/14-skaraborg:1, which is shown +│ 14-vgr:1\n/))
    #expect(output.contains(/\[-april-\] +│ {\+mars\+}/))
    #expect(!output.contains("│ 14-skaraborg:1"))
    let narrow = try other.run("conflicts", "show", record, "note").output
    #expect(narrow.contains("14-vgr:1 beside 14-skaraborg:1, which is shown:"))
  }

  @Test func `text that would steer a terminal has no power in a comparison`() throws {
    let other = try Self.conflict(
      over: Self.base, with: "Start i \u{1B}[31mapril\u{9B}0m\u{202E}\tpå mottagningen.\r\nb")
    for width in [80, 120] {
      for command in [["conflicts", "show", record, "note"], ["explain", record, "note"]] {
        let output = try other.run(all: command, columns: width).output
        let comparison = output.split(separator: "[-mars").dropFirst().joined()
        #expect(comparison.contains("\u{FFFD}[31mapril\u{FFFD}0m\u{FFFD} "))
        let steering: Set<Unicode.Scalar> = ["\u{1B}", "\u{9B}", "\u{202E}", "\t", "\r"]
        #expect(!comparison.unicodeScalars.contains(where: steering.contains))
      }
    }
  }

  @Test func `line ends are shown where they are all that changed`() throws {
    let other = try Self.conflict(over: "Ett stycke.\nTvå.", with: "Ett stycke.\r\nTvå.")
    let output = try other.run("conflicts", "show", record, "note").output
    #expect(output.contains("- Ett stycke.[-¶-]\n"))
    #expect(output.contains("+ Ett stycke.{+␍¶+}\n"))
  }

  @Test func `texts of 1 MiB are compared`() throws {
    let base = String(repeating: "Ett ord till ", count: 80_000)
    let other = try Self.conflict(over: base + "slut", with: "Början: " + base + "slut")
    let run = try other.run("conflicts", "show", record, "note")
    #expect(run.code == 0)
    #expect(run.output.contains("{+Början: +}"))
  }

  @Test func `what is no long text is shown in full and not compared`() throws {
    let world = try World()
    let one = try world.office("14-vgr")
    let other = try world.office("14-skaraborg")
    let name = String(repeating: "Anna ", count: 30) + "Berg"
    try one.json("set", record, "responsible=\(name)")
    try other.json("set", record, "responsible=Bo")
    try one.json("export", "one.jsonl")
    _ = try other.run("apply", "one.jsonl")
    let output = try other.run("conflicts", "show", record, "responsible").output
    #expect(output.contains(name))
    #expect(!output.contains("beside"))
  }

  @Test func `json of both is one document without any marks`() throws {
    let other = try Self.conflict(over: Self.base)
    let conflicts = try other.json("conflicts", "show", record, "note")["conflicts"]?.elements
    #expect(conflicts?.first?["base"] == .string(Self.base))
    #expect(conflicts?.first?["siblings"]?.elements.count == 2)
    let cell = try other.json("explain", record, "note")["cells"]?.first
    #expect(cell?["base"] == .string(Self.base))
    #expect(cell?["siblings"]?.elements.count == 2)
  }

  @Test func `explain tells the rule, the siblings and what stood there before`() throws {
    let other = try Self.conflict(over: Self.base)
    let open = try other.run("explain", record, "note").output
    #expect(open.contains("only a person settles it"))
    #expect(open.contains("had seen: 14-vgr:1"))
    #expect(open.contains(/Before that:\n  14-vgr:1 .*\n    wrote: Start i mars/))
    try other.json("resolve", record, "note", "--take", "14-vgr:2", "--reason", "Enligt mötet")
    let settled = try other.run("explain", record, "note").output
    #expect(settled.contains("14-skaraborg:2 is the only live value"))
    #expect(settled.contains("because: Enligt mötet"))
    #expect(settled.contains("had seen: 14-skaraborg:1, 14-vgr:2"))
    for index in 1...6 { try other.json("set", record, "note=\(index)") }
    let long = try other.run("explain", record, "note").output
    #expect(long.contains("and 4 more: syncd history \(record) note"))
  }

  @Test func `undo of a resolution writes what was shown before it, and opens nothing`() throws {
    let (_, other) = try SessionTests.conflict(in: World())
    try other.json("resolve", record, "note", "--take", "14-vgr:1", "--reason", "Rätt")
    #expect(try other.field("note", of: record) == "mars")
    let undone = try other.json("undo", record, "note", "--reason", "Fel möte")
    #expect(undone["written"]?.elements.isEmpty == false)
    #expect(try other.field("note", of: record) == "april")
    #expect(try other.json("conflicts")["conflicts"] == .array([]))
    let last = try other.json("history", record, "note")["history"]?.elements.last
    #expect(last?["reason"] == "Fel möte")
    #expect(last?["replaces"]?["note"] == .array(["14-skaraborg:2"]))
  }

  @Test func `every command on a conflict prints one document`() throws {
    let (_, other) = try SessionTests.conflict(in: World())
    for command in [
      ["conflicts"], ["conflicts", "list", "--type", "implementation"],
      ["conflicts", "show", record, "note"], ["explain", record, "note"],
      ["resolve", record, "note", "--value", "juni", "--reason", "Nytt"], ["undo", record],
    ] {
      let run = try other.run(all: command + ["--json"])
      #expect(run.code == 0, "\(command)")
      #expect(run.json != .null, "\(command): \(run.output)")
      #expect(run.output.hasSuffix("}\n"), "\(command)")
    }
    #expect(
      try other.run("conflicts", "show", record, "note", "--json").failure == "no_conflict")
  }

  /// An office that knows of two notes, both written over another; its own is shown.
  private static func conflict(over base: String, with text: String? = nil) throws -> Office {
    let world = try World()
    let one = try world.office("14-vgr")
    let other = try world.office("14-skaraborg")
    try one.write(base)
    try one.json("export", "one.jsonl")
    try other.json("apply", "one.jsonl")
    try one.write(base.replacing("Bo", with: "Anna"))
    try other.write(text ?? base.replacing("mars", with: "april"))
    if text != nil { try one.write(base + "\n\nSist.") }
    try one.json("export", "one.jsonl")
    _ = try other.run("apply", "one.jsonl")
    return other
  }
}

extension Office {
  /// Writes a note by way of a file, as long as it may be.
  fileprivate func write(_ note: String) throws {
    try world.write(note, to: "note.txt")
    try json("set", record, "note=@note.txt")
  }

  /// Runs as on a terminal of a width.
  fileprivate func run(all arguments: [String], columns: Int) throws -> CommandRun {
    try Program.run(
      arguments, in: world.folder.url,
      environment: environment.merging(["COLUMNS": "\(columns)"]) { $1 })
  }
}
