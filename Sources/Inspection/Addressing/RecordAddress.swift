import Catalogue
package import SyncCore
import SyncStore

/// TYPE/ID as a person wrote it, known to name a type and to have the form of an id.
package struct RecordAddress {
  package let name: RecordName
  /// Nil where a newer program, or another, declared the type.
  package let type: RecordType?

  /// - Throws: `bad_record` where the form is wrong.
  package init(_ text: String) throws {
    guard let name = RecordName(path: text) else {
      throw Failure(
        "bad_record", "\(text.quoted) does not name a record. Nothing was changed.",
        hint: "Write TYPE/ID, such as pathway/kol-1. The types: \(Self.typeList).")
    }
    self.name = name
    type = Catalogue.schema[name.type]
  }

  /// The declared type.
  ///
  /// - Throws: `unknown_type`, listing those there are.
  package func declaredType() throws -> RecordType {
    guard let type else { throw Self.unknownType(name.type.string) }
    return type
  }

  /// A declared type by its name.
  package static func type(named name: String) throws -> RecordType {
    guard let type = TypeName(name).flatMap({ Catalogue.schema[$0] }) else {
      throw unknownType(name)
    }
    return type
  }

  /// A name that no declared type has, with the nearest that one has.
  package static func unknownType(_ name: String) -> Failure {
    let nearest = Nearest.name(to: name, among: Catalogue.schema.types.map(\.name.string))
    let guess = nearest.map { "Did you mean \($0)? " } ?? ""
    return Failure(
      "unknown_type", "There is no record type \(name.quoted). Nothing was changed.",
      hint: guess + "The types: \(typeList). See them with: syncd types.")
  }

  private static var typeList: String {
    Catalogue.schema.types.map(\.name.string).joined(separator: ", ")
  }
}

/// Finds what somebody may have meant.
package enum Nearest {
  /// The nearest of some names by edit distance, where it is near enough to be a slip.
  package static func name(to word: String, among names: [String]) -> String? {
    let word = Array(word.lowercased())
    let ranked = names.map { (name: $0, distance: distance(word, Array($0))) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(2, word.count / 3) ? best.name : nil
  }

  /// Levenshtein's distance.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var previous = row[0]
      row[0] = index + 1
      for column in right.indices {
        let cost = right[column] == character ? previous : previous + 1
        previous = row[column + 1]
        row[column + 1] = min(cost, row[column] + 1, previous + 1)
      }
    }
    return row[right.count]
  }
}
