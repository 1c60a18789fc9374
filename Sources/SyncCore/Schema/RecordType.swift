/// A declared type of record: its table, forms, CSV columns and help texts follow from this.
public struct RecordType: Hashable, Sendable {
  public let name: TypeName
  /// The Swedish name in singular.
  public let label: String
  /// What a record of this type is, in one English sentence.
  public let summary: String
  public let home: Home
  public let identity: IdentityRule
  public let fields: [Field]

  public init(
    _ name: TypeName, _ label: String, summary: String, home: Home, identity: IdentityRule,
    fields: [Field]
  ) {
    self.name = name
    self.label = label
    self.summary = summary
    self.home = home
    self.identity = identity
    self.fields = fields
  }

  public var columns: [Column] { fields.flatMap(\.columns) }

  /// The declared field, unit or set of that name.
  public func field(named name: String) -> Field? {
    fields.first { $0.name.string == name }
  }

  /// The field that shows a column: itself, or the unit that the column is a member of.
  public func field(showing column: String) -> Field? {
    fields.first { field in field.columns.contains { $0.name.string == column } }
  }

  /// The rule for a cell; `manual` for a field that is not declared.
  public func rule(for cell: CellName) -> MergeRule {
    field(named: cell.field)?.rule ?? .manual
  }

  /// Whether a record stands where its type belongs. Elsewhere it merges but has no columns.
  public func admits(_ id: RecordID, in scope: Scope) -> Bool {
    home.contains(scope) && identity.admits(id) && home.admits(id, in: scope)
  }
}

/// The scopes that a record type lives in.
public enum Home: Hashable, Sendable {
  /// Below `national`, but for the register and the decisions: one scope per programme area.
  case programmeArea
  /// Exactly `national/register`.
  case register
  /// Exactly `national/decisions`.
  case decisions
  /// `region/NN` and below. Ids begin with the county code and a hyphen.
  case region
  /// `national/register`, or `region/NN` and below with ids that begin with the county code.
  case registerOrRegion

  /// The prefix that people are told.
  public var prefix: String {
    switch self {
    case .programmeArea: "national"
    case .register: "national/register"
    case .decisions: "national/decisions"
    case .region: "region"
    case .registerOrRegion: "national/register or region"
    }
  }

  /// Whether records of this home may lie in a scope.
  public func contains(_ scope: Scope) -> Bool {
    let text = scope.string
    return switch self {
    case .programmeArea:
      text.hasPrefix("national/") && !(text + "/").hasPrefix("national/register/")
        && !(text + "/").hasPrefix("national/decisions/")
    case .register: text == "national/register"
    case .decisions: text == "national/decisions"
    case .region: scope.isRegional
    case .registerOrRegion: scope.isRegional || text == "national/register"
    }
  }

  /// Where a new record of this type goes for a party, or nil where the author has to say.
  public func scope(for party: String) -> Scope? {
    switch self {
    case .register: Scope("national/register")
    case .decisions: Scope("national/decisions")
    case .programmeArea: nil
    case .region: party == "national" ? nil : Scope("region/" + party)
    case .registerOrRegion:
      party == "national" ? Scope("national/register") : Scope("region/" + party)
    }
  }

  func admits(_ id: RecordID, in scope: Scope) -> Bool {
    guard scope.isRegional, let owner = scope.owner else { return true }
    return id.string.hasPrefix(owner + "-")
  }
}

/// How an id is made for a new record, and which ids a type admits.
public enum IdentityRule: Hashable, Sendable {
  /// The value of a field, such as a two-digit county code.
  case code(FieldName, digits: Int)
  /// The slug of a field: `KOL (1)` becomes `kol-1`.
  case slug(FieldName)
  /// The county code, a hyphen, and the slug of a field: `14-kol-1`.
  case regional(FieldName)
  /// The slug of a field and eight random characters, after the county code in a region.
  case random(FieldName)

  /// Whether an id has the form that this rule asks for.
  public func admits(_ id: RecordID) -> Bool {
    switch self {
    case .code(_, let digits):
      id.string.utf8.count == digits && id.string.utf8.allSatisfy(Grammar.isDigit)
    case .slug, .regional, .random: true
    }
  }

  /// The field that the id is made from.
  public var source: FieldName {
    switch self {
    case .code(let field, _), .slug(let field), .regional(let field), .random(let field): field
    }
  }
}
