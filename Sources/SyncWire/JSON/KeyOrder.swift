import SyncCore

/// Things that become the keys of one object: in the order that RFC 8785 (3.2.3) wants.
enum KeyOrder {
  /// The elements in the order of the UTF-16 units of their keys.
  ///
  /// What already stands in that order, as nearly everything does, is only looked through.
  static func sorted<Element>(_ elements: [Element], by key: (Element) -> Text) -> [Element] {
    let isSorted = zip(elements, elements.dropFirst()).allSatisfy { left, right in
      !precedes(key(right), key(left))
    }
    return isSorted ? elements : elements.sorted { precedes(key($0), key($1)) }
  }

  /// Whether a key stands before another. Their bytes decide unless the first that differs could
  /// begin a character that UTF-16 orders otherwise (0xEE and up).
  private static func precedes(_ left: Text, _ right: Text) -> Bool {
    var leftString = left.string
    var rightString = right.string
    let byBytes: Bool? = leftString.withUTF8 { left in
      rightString.withUTF8 { right in
        let count = min(left.count, right.count)
        var index = 0
        while index < count, left[index] == right[index] { index += 1 }
        if index == count { return left.count < right.count }
        return min(left[index], right[index]) < 0xEE ? left[index] < right[index] : nil
      }
    }
    return byBytes ?? left.precedesAsKey(right)
  }
}
