import SyncCore

// Declarations read as data: names are literals, and a name with a wrong form stops the program
// where the schema is first used, which is what every test does first.

extension Identifier {
  /// A name that stands in this module's source.
  static func declared(_ name: StaticString) -> Self {
    guard let identifier = Self("\(name)") else {
      preconditionFailure("Invariant: declared names have the grammar of DESIGN 6, not '\(name)'.")
    }
    return identifier
  }
}

extension Column {
  /// A member of a unit.
  static func member(_ name: StaticString, _ label: String, _ kind: FieldKind) -> Column {
    Column(.declared(name), label, kind)
  }
}

extension FieldKind {
  /// The id of a record of a declared type.
  static func record(_ type: StaticString) -> FieldKind {
    .reference(.declared(type))
  }
}

extension Field {
  /// A field that is one cell and one column.
  static func plain(
    _ name: StaticString, _ label: String, _ kind: FieldKind, rule: MergeRule = .manual,
    help: String
  ) -> Field {
    Field(.declared(name), label, .plain(kind), rule: rule, help: help)
  }

  /// A field with one cell per member.
  static func set(
    _ name: StaticString, _ label: String, _ kind: FieldKind, help: String
  ) -> Field {
    Field(.declared(name), label, .set(kind), help: help)
  }

  /// Columns that win, lose and conflict together.
  static func unit(
    _ name: StaticString, _ label: String, _ members: [Column], rule: MergeRule = .manual,
    help: String
  ) -> Field {
    Field(.declared(name), label, .unit(members), rule: rule, help: help)
  }
}

/// Fields that tell where a transcribed fact comes from and how sure it is.
///
/// Counts are always "as of when, by whose count" (DESIGN 11), so records say both.
enum Provenance {
  static let fields: [Field] = [
    .plain(
      "source", "Källa", .text,
      help: "Where the facts of this record come from."),
    .plain(
      "as_of", "Uppgift per", .date, rule: .latest,
      help: "The day that the source's facts are dated."),
    .plain(
      "seed_text", "Källans ordalydelse", .text,
      help: "The source's own wording, as transcribed."),
    .plain(
      "doubt", "Tveksamhet", .longText,
      help: "Why something in this record is uncertain."),
  ]
}
