import Testing

/// Each rule fails on a bad sample and is silent on a good one: no check that cannot fail.
@Suite struct RuleTests {
  @Test func `a module that the table lacks is found`() {
    #expect(ImportRules.unknownModules(among: ["SyncCore", "SyncMagic"]) == ["SyncMagic"])
  }

  @Test(arguments: [
    ("SyncCore", "import Foundation"), ("SyncCore", "import Glibc"),
    ("SyncWire", "package import SyncStore"), ("SyncStore", "import Crypto"),
    ("SyncExchange", "@preconcurrency import GRDB"), ("Catalogue", "public import SyncWire"),
    ("SyncCore", "import struct Foundation.Date"), ("syncd", "import GRDB"),
    ("SyncCore", "  import Foundation"), ("SyncWire", "@testable internal import SyncStore"),
  ])
  func `an import that the table forbids is found`(module: String, line: String) {
    #expect(!ImportRules.forbiddenImports(in: source(line, module: module)).isEmpty)
  }

  @Test(arguments: [
    ("Catalogue", "public import SyncCore"), ("SyncWire", "import Glibc"),
    ("SyncStore", "internal import GRDB"), ("syncd", "import ArgumentParser"),
    ("SyncCore", "// import Foundation is what this module does without"),
    ("SyncWire", "import struct Foundation.Data"),
  ])
  func `an import that the table allows passes`(module: String, line: String) {
    #expect(ImportRules.forbiddenImports(in: source(line, module: module)).isEmpty)
  }

  @Test(arguments: [
    "let a = try! b()", "let a = b as! C", "fatalError(\"x\")",
    "extension A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1", "let a = b!",
    "let a = b()!", "let a = b[0]!.c", "var a: Int!", "let a = \"\\(b!)\"",
  ])
  func `a banned construct is found`(line: String) {
    #expect(!LanguageRules.bannedConstructs(in: source(line)).isEmpty)
  }

  @Test(arguments: [
    "guard !a, b != c else { return }", "let a = \"try! as! fatalError b!\"",
    "// Never try! anything, and no a! either.", "let a = try? b()", "a !== b",
    "let a = #\"b!\"#", "let a = \"\\(b) b!\"",
  ])
  func `what only looks like a banned construct passes`(line: String) {
    #expect(LanguageRules.bannedConstructs(in: source(line)).isEmpty)
  }

  @Test(arguments: [
    "struct SyncManager {", "final class DateHelper {", "enum StringUtility {",
    "package protocol PeerInfo: Sendable {", "actor LogCommon {", "typealias XInfo = Int",
  ])
  func `a name that says nothing is found`(line: String) {
    #expect(!LanguageRules.emptyNames(in: source(line)).isEmpty)
  }

  @Test(arguments: ["struct Information {", "let peerInfo = 1", "struct Peer {", "// class XInfo"])
  func `a name that says something passes`(line: String) {
    #expect(LanguageRules.emptyNames(in: source(line)).isEmpty)
  }

  @Test(arguments: [
    "let a = b()", "foo()", "import Foundation", "if a {", "}", "return a(b)", "x;",
  ])
  func `commented-out code is found`(code: String) {
    #expect(!CommentRules.commentedOutCode(in: source("  // " + code)).isEmpty)
  }

  @Test(arguments: [
    "// The order matters here.", "/// let a = b()", "// If it is not there, nothing is done.",
    "let a = 1  // x", "// Return what is left (see above).",
  ])
  func `a comment in words passes`(line: String) {
    #expect(CommentRules.commentedOutCode(in: source(line)).isEmpty)
  }

  @Test(arguments: ["// TODO: later", "// FIXME", "let a = 1  // TODO soon"])
  func `unfinished work without an issue is found`(line: String) {
    #expect(!CommentRules.unnumberedTodos(in: source(line)).isEmpty)
  }

  @Test(arguments: ["// TODO: #12 later", "let a = \"TODO\"", "// All is done."])
  func `unfinished work with an issue passes`(line: String) {
    #expect(CommentRules.unnumberedTodos(in: source(line)).isEmpty)
  }

  @Test(arguments: [
    "public struct A {", "package enum A {", "  public func a() {", "public protocol A {",
    "  package static func a<T>(_ b: T) {", "public indirect enum A {", "public typealias A = B",
  ])
  func `a shared declaration without documentation is found`(line: String) {
    #expect(!CommentRules.undocumented(in: source("// Not a doc.\n" + line)).isEmpty)
  }

  @Test(arguments: [
    "/// Doc.\npublic struct A {", "/// Doc.\n@discardableResult\npublic func a() {", "func a() {",
    "public static func < (left: A, right: A) -> Bool {", "public import A",
    "public func hash(into hasher: inout Hasher) {", "struct A {", "public let a = 1",
  ])
  func `what is documented or needs no words passes`(text: String) {
    #expect(CommentRules.undocumented(in: source(text)).isEmpty)
  }

  @Test func `a stranger at the top of the repository is found`() {
    #expect(TreeRules.strangers(among: ["Sources", "old", "notes.md"]) == ["old", "notes.md"])
  }

  private func source(_ text: String, module: String = "SyncCore") -> SourceFile {
    SourceFile(path: "Sources/\(module)/Sample.swift", text: text)
  }
}
