import Catalogue
import SyncCore
import Testing

private func record(_ path: String = "implementation/14-kol-1") throws -> RecordName {
  try #require(RecordName(path: path))
}

private func sample() throws -> Basis {
  let vgr = try #require(Author("14-vgr")), kalmar = try #require(Author("08-kalmar"))
  let status = try #require(CellName("status")), note = try #require(CellName("note"))
  return Basis([
    status: [Dot(vgr, 9), Dot(vgr, 3), Dot(kalmar, 12)], note: [Dot(vgr, 16)],
  ])
}

@Test func `a basis is compact, sorted text with a checksum`() throws {
  let text = try sample().text(for: record())
  let words = text.split(separator: " ")
  #expect(words.dropLast() == ["note=14-vgr:16", "status=08-kalmar:12,14-vgr:3,14-vgr:9"])
  #expect(words.last?.hasPrefix("#") == true && words.last?.count == 9)
}

@Test func `members of sets are percent-encoded`() throws {
  let cell = try #require(CellName("indicators/a b=ö,%"))
  let basis = Basis([cell: [Dot(try #require(Author("14-vgr")), 1)]])
  let text = try basis.text(for: record())
  #expect(text.hasPrefix("indicators/a%20b%3D%C3%B6%2C%25=14-vgr:1 #"))
  #expect(try Basis(parsing: text, for: record()) == basis)
}

@Test func `every basis comes back`() throws {
  let name = try record()
  let failure = try firstFailingSeed(outOf: 500) { random in
    let basis = arbitraryBasis(using: &random)
    return try Basis(parsing: basis.text(for: name), for: name) == basis
  }
  #expect(failure == nil, "replay with SYNCD_SEED")
}

@Test func `every cut and every changed byte is noticed`() throws {
  let text = try sample().text(for: record())
  let bytes = Array(text.utf8)
  for index in bytes.indices {
    let cut = String(decoding: bytes[..<index], as: UTF8.self)
    #expect(throws: Basis.Damage.self, "cut at \(index)") { try Basis(parsing: cut, for: record()) }
    var changed = bytes
    changed[index] ^= 1
    let wrong = String(decoding: changed, as: UTF8.self)
    #expect(throws: Basis.Damage.self, "changed at \(index)") {
      try Basis(parsing: wrong, for: record())
    }
  }
}

@Test func `the basis of another record is refused`() throws {
  let text = try sample().text(for: record())
  #expect(throws: Basis.Damage.checksum) {
    try Basis(parsing: text, for: record("implementation/14-kol-2"))
  }
}

@Test(arguments: [
  "note", "note=", "note=14-vgr", "=14-vgr:1", "Note=14-vgr:1", "note=14-vgr:1,",
  "note=14-vgr:1,14-vgr:1", "note=14-vgr:01", "a/%4=14-vgr:1", "a/%C3=14-vgr:1",
])
func `a word that is no entry is refused though the checksum fits`(word: String) throws {
  let name = try record()
  let text = "\(word) \(checksum("\(name) \(word)"))"
  #expect(throws: Basis.Damage.word(word)) { try Basis(parsing: text, for: name) }
}

/// FNV-1a, written from its definition.
private func checksum(_ text: String) -> String {
  let hash = text.utf8.reduce(UInt64(2_166_136_261)) { ($0 ^ UInt64($1)) * 16_777_619 % (1 << 32) }
  let digits = String(hash, radix: 16)
  return "#" + String(repeating: "0", count: 8 - digits.count) + digits
}

func arbitraryBasis(using random: inout SeededRandom) -> Basis {
  var dots: [CellName: Set<Dot>] = [:]
  for name in ["note", "status", "indicators/", "affected_units/"] where random.chance(2) {
    let member = name.hasSuffix("/") ? "m" + arbitraryText(using: &random) : ""
    guard let cell = CellName(Text(name + member)) else { continue }
    let seen = (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in
      Author(random.chance(2) ? "14-vgr" : "08-kalmar~k3v9x2ab").map {
        Dot($0, Int64.random(in: 1...99, using: &random))
      }
    }
    dots[cell] = Set(seen)
  }
  return Basis(dots)
}
