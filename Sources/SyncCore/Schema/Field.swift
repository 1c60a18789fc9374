/// What a column holds, and how a person's text for it is read.
public indirect enum FieldKind: Hashable, Sendable {
  /// One line of text.
  case text
  /// Text of several paragraphs; it merges whole and is shown with a paragraph difference.
  case longText
  /// A day in ISO form, `2026-05-01`.
  case date
  /// A whole number within ±(2^53−1).
  case integer
  case boolean
  /// One of a closed list; stored as the code, shown as the label.
  case code([Code])
  /// The id of a record of another type. It may dangle while data is on its way.
  case reference(TypeName)
}

/// A stored code with the Swedish label that people read.
public struct Code: Hashable, Sendable {
  public let code: Text
  public let label: String

  public init(_ code: Text, _ label: String) {
    self.code = code
    self.label = label
  }
}

/// How a field is stored: as a column of its own, as several members, or with others as one cell.
public enum FieldShape: Hashable, Sendable {
  /// One cell, one column.
  case plain(FieldKind)
  /// One cell per member; one column that holds a sorted JSON array.
  case set(FieldKind)
  /// One cell whose value is an object; one column per member.
  case unit([Column])
}

/// One column of a record type's table.
public struct Column: Hashable, Sendable {
  public let name: FieldName
  /// The Swedish label.
  public let label: String
  public let kind: FieldKind

  public init(_ name: FieldName, _ label: String, _ kind: FieldKind) {
    self.name = name
    self.label = label
    self.kind = kind
  }
}

/// A declared field of a record type. Its name fixes its shape for ever (DESIGN 6).
public struct Field: Hashable, Sendable {
  public let name: FieldName
  /// The Swedish label.
  public let label: String
  public let shape: FieldShape
  public let rule: MergeRule
  /// What stands in the field, in one English sentence, for help texts.
  public let help: String

  public init(
    _ name: FieldName, _ label: String, _ shape: FieldShape, rule: MergeRule = .manual,
    help: String
  ) {
    self.name = name
    self.label = label
    self.shape = shape
    self.rule = rule
    self.help = help
  }

  /// The columns that show this field: one, or one per member of a unit.
  public var columns: [Column] {
    switch shape {
    case .plain(let kind), .set(let kind): [Column(name, label, kind)]
    case .unit(let members): members
    }
  }

  public var isSet: Bool {
    if case .set = shape { true } else { false }
  }

  public var isUnit: Bool {
    if case .unit = shape { true } else { false }
  }
}
