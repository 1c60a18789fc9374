import Foundation
import TestSupport
import Testing

@testable import Inspection

@Suite struct WordsTests {
  @Test("every phrase has one name, and says something in both languages")
  func namesAreUnique() {
    let names = Words.phrases.map(\.name)
    let twice = Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    #expect(twice.isEmpty)
    let silent = Words.phrases.filter { $0.swedish.isEmpty || $0.english.isEmpty }
    #expect(silent.map(\.name).isEmpty)
  }

  @Test("both languages put in the same values")
  func putsInTheSame() {
    let uneven = Words.phrases.filter { holes($0.swedish) != holes($0.english) }.map(\.name)
    #expect(uneven.isEmpty)
  }

  private func holes(_ text: String) -> Set<Substring> {
    Set(text.matches(of: /\{[0-9]\}/).map(\.output))
  }

  @Test("every phrase that a template calls is there")
  func templatesFindTheirPhrases() throws {
    let known = Set(Words.phrases.map(\.name))
    var called = 0
    for (name, bytes) in Templates.sources {
      let text = String(decoding: bytes, as: UTF8.self)
      let calls = text.matches(of: /\{\{t\.([a-z0-9_.]+)\}\}/).map { String($0.1) }
      called += calls.count
      let missing = calls.filter { !known.contains($0) }
      #expect(missing.isEmpty, "\(name) calls \(missing)")
    }
    #expect(called > 50)
  }

  @Test("only the frame puts markup in unescaped, and only what a template made")
  func templatesEscape() {
    let bare = Templates.sources.filter { entry in
      let text = String(decoding: entry.value, as: UTF8.self)
      return text.contains("{{{") || text.contains("{{&")
    }
    #expect(bare.keys.sorted() == ["layout"])
  }

  @Test("no template has a style or a script of its own: the policy forbids them")
  func templatesHaveNoScripts() {
    for (name, bytes) in Templates.sources {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!text.contains(#/ style=| on[a-z]+=|<style|javascript:/#), "\(name)")
    }
  }

  @Test("values are put in where the phrase has holes")
  func putsValuesIn() {
    let words = Words(.swedish)
    #expect(words("page_of", "2", "7") == "Sida 2 av 7")
    #expect(words("page_of", "{1}", "{0}{9}") == "Sida {1} av {0}{9}")
    #expect(words.count(1, "age") == "1 dag")
    #expect(words.count(3, "age") == "3 dagar")
    #expect(Words(.english).count(3, "age") == "3 days")
  }
}
