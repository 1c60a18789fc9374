import Catalogue
package import SyncCore
import SyncStore
import SyncWire

/// Goes through the whole catalogue and tells what is doubtful. It changes nothing.
package struct Check {
  private let workspace: Workspace
  private var findings: [CheckFinding] = []
  /// The visible records by type and id, with their scopes.
  private var places: [RecordName: [Scope]] = [:]
  /// The visible records by type, scope and folded title.
  private var titles: [Title: [RecordKey]] = [:]
  private var references: [Reference] = []
  private var approvals: [(decision: RecordKey, approval: Approval)] = []
  private var digests: [RecordName: Set<ContentHash>] = [:]
  private var versions: [RecordID: Text] = [:]
  private var adoptions: [Adoption] = []

  /// What two records share that look like one entered twice.
  package struct Title: Hashable {
    package let type: TypeName
    package let scope: Scope
    package let slug: String
  }

  /// A value that names another record.
  package struct Reference {
    package let key: RecordKey
    package let cell: CellName
    package let target: RecordName
  }

  /// A regional record that was written for a version of a pathway.
  package struct Adoption {
    package let key: RecordKey
    package let cell: CellName
    package let pathway: RecordID
    package let version: Text
  }

  package init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  /// Everything found. Cost: one pass over the records; memory: their ids and titles.
  package func run() throws -> [CheckFinding] {
    var check = self
    try workspace.replica.forEachRecord { check.take($0) }
    check.judgeReferences()
    check.judgeClashes()
    check.judgeApprovals()
    check.judgeVersions()
    try check.judgeLogs()
    return check.findings
  }

  private mutating func take(_ record: ShownRecord) {
    guard record.exists else { return }
    let key = record.key
    places[key.name, default: []].append(key.scope)
    guard let type = Catalogue.schema[key.type] else {
      return add(.warning, "unknown_type", key, "\(key): this version does not know its type.")
    }
    guard type.admits(key.id, in: key.scope) else {
      return add(.error, "wrong_place", key, "\(key) stands outside its type's scopes or ids.")
    }
    judgeContent(record)
    collect(record, type)
  }

  /// The rules of edits, applied to every live value, also of those who did not heed them.
  private mutating func judgeContent(_ record: ShownRecord) {
    let assignments = record.state.cells.filter { $0.name != .exists }.flatMap { cell in
      cell.siblings.map { (cell: cell.name, value: Optional($0.value)) }
    }
    var seen: Set<CheckFinding> = []
    for problem in ContentRules.problems(of: record.key.name, assigning: assignments) {
      let weight: CheckFinding.Weight = problem.severity == .refusal ? .error : .warning
      let message = problem.message.replacing("Nothing was written. ", with: "")
        .replacing("It is kept as it stands. ", with: "")
      let finding = CheckFinding(
        problem.code == "unknown_field" ? .warning : weight, problem.code, record.key, message,
        in: problem.cell)
      if seen.insert(finding).inserted { findings.append(finding) }
    }
  }

  private mutating func collect(_ record: ShownRecord, _ type: RecordType) {
    let key = record.key
    for field in type.fields {
      for column in field.columns { collectReferences(record, field, column) }
    }
    if let source = type.field(named: type.identity.source.string),
      let column = source.columns.first,
      case .text(let title) = record.value(of: column, in: source)
    {
      let slug = Slug.make(from: title.string)
      titles[Title(type: key.type, scope: key.scope, slug: slug), default: []].append(key)
    }
    approvals += record.approvals.map { (key, $0) }
    digests[key.name, default: []].insert(record.state.digest(of: key.name))
    collectVersions(record)
    if key.type.string == "pathway", record.shown[.named("programme_area")] ?? .null == .null {
      add(.warning, "pathway_without_area", key, "\(key): no programme area answers for it.")
    }
  }

  private mutating func collectReferences(
    _ record: ShownRecord, _ field: Field, _ column: Column
  ) {
    guard case .reference(let type) = column.kind else { return }
    let value = record.value(of: column, in: field)
    let members = if case .array(let members) = value { members } else { [value] }
    for member in members {
      guard let text = member.asText, let id = RecordID(text.string) else { continue }
      references.append(
        Reference(key: record.key, cell: CellName(field.name), target: RecordName(type, id)))
    }
  }

  private mutating func collectVersions(_ record: ShownRecord) {
    if record.key.type.string == "pathway" {
      versions[record.key.id] = record.shown[.named("version")]?.asText
    }
    for name in ["written_against", "adopted_version"] {
      guard let version = record.shown[.named(name)]?.asText, let cell = CellName(Text(name)),
        let pathway = record.shown[.named("pathway")]?.asText.flatMap({ RecordID($0.string) })
      else { continue }
      adoptions.append(
        Adoption(key: record.key, cell: cell, pathway: pathway, version: version))
    }
  }
}

extension Check {
  private mutating func judgeReferences() {
    for reference in references where places[reference.target] == nil {
      add(
        .error, "dangling_reference", reference.key,
        "\(reference.key.name) \(reference.cell) names \(reference.target), which is not here.",
        in: reference.cell)
    }
  }

  private mutating func judgeClashes() {
    for (name, scopes) in places.sorted(by: { $0.key < $1.key }) where scopes.count > 1 {
      let list = scopes.map(\.string).joined(separator: ", ")
      add(
        .error, "several_scopes", RecordKey(scopes[0], name),
        "\(name) stands in several scopes: \(list). Delete all but one, or move it.")
    }
    let clashes = titles.filter { $0.value.count > 1 && !$0.key.slug.isEmpty }
    for (_, keys) in clashes.sorted(by: { $0.value[0] < $1.value[0] }) {
      let list = keys.map(\.name.description).joined(separator: ", ")
      add(.error, "same_title", keys[0], "These have the same title: \(list).")
    }
  }

  private mutating func judgeApprovals() {
    for (decision, approval) in approvals {
      guard let digests = digests[approval.record] else {
        add(
          .error, "dangling_reference", decision,
          "\(decision.name) approves \(approval.record), which is not here.", in: .named("approves")
        )
        continue
      }
      guard !digests.contains(approval.digest) else { continue }
      add(
        .error, "changed_since_approval", decision,
        "\(approval.record) is not as \(decision.name) approved it. Approve it anew or undo it.",
        in: .named("approves"))
    }
  }

  private mutating func judgeVersions() {
    for adoption in adoptions {
      guard let current = versions[adoption.pathway], current != adoption.version else { continue }
      add(
        .warning, "other_version", adoption.key,
        "\(adoption.key.name) was written for version \(adoption.version) of"
          + " pathway/\(adoption.pathway), which is now \(current).", in: adoption.cell)
    }
  }

  private mutating func judgeLogs() throws {
    for log in try workspace.replica.cutLogs() {
      let count = log.stored - log.counts
      let cause = log.fork.map { "a fork is proven at \($0)" } ?? "Peers ends it there"
      add(
        .error, "changesets_fell_away", nil,
        "\(count) changesets of \(log.name) after \(log.counts) do not count: \(cause).")
    }
  }

  private mutating func add(
    _ weight: CheckFinding.Weight, _ code: String, _ key: RecordKey?, _ message: String,
    in cell: CellName? = nil
  ) {
    findings.append(CheckFinding(weight, code, key, message, in: cell))
  }
}

extension CellName {
  /// A cell whose name stands in this source; `exists` where it is no name.
  fileprivate static func named(_ name: String) -> CellName {
    CellName(Text(name)) ?? .exists
  }
}
