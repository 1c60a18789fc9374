package import SyncCore

extension Catalogue {
  /// A unit's value after some of its members were named; nil where nothing is left of it.
  ///
  /// Members that are not named keep the shown value, those that this schema does not know
  /// included: editors copy what they do not know (DESIGN 6). A member named nil is taken out; one
  /// that was null stays null, so that naming what is shown changes no byte. Of a unit that was
  /// erased nothing is kept.
  package static func unitValue(shown: Value?, naming named: [FieldName: Value?]) -> Value? {
    var members: [Text: Value] = [:]
    if case .object(let object) = shown, shown != .erased {
      for member in object.entries { members[member.key] = member.value }
    }
    for (name, value) in named {
      if value == nil, members[name.text] == .null { continue }
      members[name.text] = value
    }
    return members.isEmpty ? nil : .object(members.map { ($0.key, $0.value) })
  }
}
