package import SyncCore
package import SyncStore

extension Value {
  static func count(_ number: Int) -> Value { .integer(Int64(number)) }

  /// A count, or null where there is none.
  static func count(_ number: Int64?) -> Value {
    number.map { .integer($0) } ?? .null
  }

  /// A text, or null where there is none.
  static func optional(_ text: String?) -> Value {
    text.map { .string($0) } ?? .null
  }
}

extension LogName {
  /// The members that name a log.
  var members: [(Text, Value)] { [("scope", .text(scope.text)), ("author", .text(author.text))] }
}

extension WaitingLog {
  /// As `status` and the report list it.
  package var json: Value {
    .object(
      name.members + [
        ("sequence", .integer(first)), ("waits_for", .integer(missing)),
        ("changesets", .count(count)),
      ])
  }
}

extension HeldLog {
  /// As `status` and the report list it.
  package var json: Value {
    let (need, format): (String, Int64?) =
      switch self.need {
      case .body: ("body", nil)
      case .format(let format): ("newer_syncd", format)
      }
    return .object(
      name.members + [
        ("sequence", .integer(sequence)), ("waits_for", .string(need)), ("format", .count(format)),
      ])
  }
}

extension ConflictTally {
  var json: Value {
    .object([
      ("scope", .text(scope.text)), ("type", .text(type.text)), ("open", .count(open)),
      ("new", .count(new)),
    ])
  }
}

extension ConflictPlace {
  var json: Value {
    .object([
      ("type", .text(key.type.text)), ("id", .text(key.id.text)), ("scope", .text(key.scope.text)),
      ("field", .text(cell)),
    ])
  }
}

extension LapsedErasure {
  /// As every document tells it.
  package var json: Value {
    .object([
      ("type", .text(key.type.text)), ("id", .text(key.id.text)),
      ("scope", .text(key.scope.text)), ("field", .text(cell.text)), ("dot", .text(eraser.text)),
    ])
  }
}
