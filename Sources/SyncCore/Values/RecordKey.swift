/// A record's name inside one scope.
public struct RecordName: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let type: TypeName
  public let id: RecordID

  public init(_ type: TypeName, _ id: RecordID) {
    self.type = type
    self.id = id
  }

  /// As people write it on the command line: `pathway/kol-1`.
  public var description: String { "\(type)/\(id)" }

  public static func < (left: Self, right: Self) -> Bool {
    (left.type, left.id) < (right.type, right.id)
  }
}

/// What identifies a record in the whole catalogue: scope, type and id.
public struct RecordKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let scope: Scope
  public let name: RecordName

  public init(_ scope: Scope, _ name: RecordName) {
    self.scope = scope
    self.name = name
  }

  public var type: TypeName { name.type }
  public var id: RecordID { name.id }

  public var description: String { "\(name) in \(scope)" }

  public static func < (left: Self, right: Self) -> Bool {
    (left.scope, left.name) < (right.scope, right.name)
  }
}
