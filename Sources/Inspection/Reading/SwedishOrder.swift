extension Sequence {
  /// Sorted as people in Sweden look texts up: å, ä and ö behind z, capitals like small letters.
  ///
  /// Works out one key a text: comparing by a locale takes microseconds, thousands of times.
  func inSwedishOrder(of text: (Element) -> String) -> [Element] {
    map { (key: Self.key(of: text($0)), element: $0) }.sorted { $0.key < $1.key }.map(\.element)
  }

  private static func key(of text: String) -> String {
    var key = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      switch scalar {
      case "å": key.append("{")
      case "ä", "æ": key.append("|")
      case "ö", "ø": key.append("}")
      case "é", "è": key.append("e")
      case "ü": key.append("y")
      default: key.append(scalar)
      }
    }
    return String(key)
  }
}
