import Foundation
import SyncCore
import SyncWire

/// Which columns of a record type are searched, and which name other records.
struct TextPlan: Sendable {
  /// A column with its place among the columns of a row.
  private struct Place: Hashable, Sendable {
    let index: Int
    let name: FieldName
    let isSet: Bool
    /// The type of the records that it names, if it does.
    let target: TypeName?
    let isTitle: Bool
  }

  private let places: [Place]

  /// How much text of a record is searched, in bytes of each part; what follows is not found.
  static let limitBytes = 65_536

  init(_ type: RecordType) {
    var places: [Place] = []
    var index = 0
    for field in type.fields {
      for column in field.columns {
        let isTitle = field.name == type.identity.source && !field.isSet
        if field.isSet || column.kind.isSearched {
          places.append(
            Place(
              index: index, name: column.name, isSet: field.isSet, target: column.kind.target,
              isTitle: isTitle))
        }
        index += 1
      }
    }
    self.places = places
  }

  /// What the index depends on: an index that was made from other columns is made again.
  var shape: String {
    places.map { place in
      "\(place.index)\(place.isTitle ? "!" : "")\(place.isSet ? "*" : "")"
        + "\(place.name)>\(place.target?.string ?? "")"
    }.joined(separator: ",")
  }

  /// What of a row is searched, and whom it names.
  func text(of key: RecordKey, columns: [SQLValue]) -> RecordText {
    var title: [String] = []
    var body: [String] = []
    var links: Set<RecordText.Link> = []
    for place in places {
      let texts = Self.texts(columns[place.index], isSet: place.isSet)
      if place.isTitle { title += texts } else { body += texts }
      guard let target = place.target else { continue }
      for id in texts.compactMap({ RecordID($0) }) {
        links.insert(RecordText.Link(target: RecordName(target, id), field: place.name))
      }
    }
    return RecordText(
      name: key.id.string, title: Self.searchable(title), body: Self.searchable(body),
      links: links)
  }

  private static func texts(_ column: SQLValue, isSet: Bool) -> [String] {
    guard case .text(let text) = column else { return [] }
    guard isSet else { return [text] }
    guard case .array(let members) = try? CanonicalJSON.read(Array(text.utf8)) else { return [] }
    return members.compactMap { $0.asText?.string }
  }

  private static func searchable(_ texts: [String]) -> String {
    let text = texts.joined(separator: "\n")
    let part =
      text.utf8.count > limitBytes
      ? String(decoding: text.utf8.prefix(limitBytes), as: UTF8.self) : text
    return part.searchable
  }
}

/// What the index holds of one record.
struct RecordText: Equatable {
  /// A record that is named, and the column that names it.
  struct Link: Hashable {
    let target: RecordName
    let field: FieldName
  }

  let name: String
  let title: String
  let body: String
  let links: Set<Link>
}

extension String {
  /// The text with composed letters, as they are typed, and without control characters: those
  /// mark the matches in what is found.
  var searchable: String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    let composed = precomposedStringWithCanonicalMapping
    return String(
      String.UnicodeScalarView(
        composed.unicodeScalars.map { $0.value < 0x20 && $0 != "\n" ? " " : $0 }))
  }
}

extension FieldKind {
  /// Whether people look for what such a column holds by its words.
  fileprivate var isSearched: Bool {
    switch self {
    case .text, .longText, .reference: true
    case .date, .integer, .boolean, .code: false
    }
  }

  /// The type of the records that such a column names.
  fileprivate var target: TypeName? {
    if case .reference(let type) = self { type } else { nil }
  }
}
