package import SyncCore

extension Identifier {
  /// The name of that spelling, which the test's writer knows to be well formed.
  package static func named(_ string: String) -> Self {
    known(Self(string), string)
  }
}

extension Dot {
  /// The dot of that spelling, such as `14-vgr:16`.
  package static func named(_ string: String) -> Dot {
    known(Dot(string), string)
  }
}

extension CellName {
  /// The cell of that spelling, such as `note` or `icd10/J44`.
  package static func named(_ string: String) -> CellName {
    known(CellName(Text(string)), string)
  }
}

extension RecordName {
  /// The record of that spelling, such as `implementation/14-kol-1`.
  package static func named(_ string: String) -> RecordName {
    let parts = string.split(separator: "/", maxSplits: 1).map(String.init)
    precondition(parts.count == 2, "\(string) is not TYPE/ID")
    return RecordName(.named(parts[0]), .named(parts[1]))
  }
}

extension Timestamp {
  /// The instant of that spelling, such as `2026-11-22T01:10:00.123Z`.
  package static func named(_ string: String) -> Timestamp {
    known(Timestamp(string), string)
  }
}

private func known<Value>(_ value: Value?, _ string: String) -> Value {
  guard let value else { preconditionFailure("\(string) is not a \(Value.self)") }
  return value
}

extension Author {
  package static let national: Author = .named("national")
  package static let vgr: Author = .named("14-vgr")
  package static let kalmar: Author = .named("08-kalmar")
  package static let skane: Author = .named("12-skane")
  /// `14-vgr` after a restore: the same key, a log of its own.
  package static let vgrAgain: Author = .named("14-vgr~k3v9x2ab")
}

extension Scope {
  /// The scope that tests use where it does not matter which.
  package static let vgr: Scope = .named("region/14")
}

extension RecordName {
  /// The record that tests use where it does not matter which.
  package static let kol: RecordName = .named("implementation/14-kol-1")
}

extension CellName {
  package static let note: CellName = .named("note")
  package static let status: CellName = .named("status")
  package static let codeJ44: CellName = .named("icd10/J44")
}
