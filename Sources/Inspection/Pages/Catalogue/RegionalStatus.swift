import Catalogue
import SyncCore
import SyncStore

/// How far each region has come with a pathway.
struct RegionalStatus {
  let visit: Visit
  let pathway: ShownRecord
  let regions: [CatalogueTally.Choice]

  /// How many introductions are looked for beside those whose ids follow the rule.
  private static let othersLimit = 200

  func context() throws -> [String: Any] {
    let known = Dictionary(grouping: try introductions()) { $0.key.scope.owner ?? "" }
    let codes = Set(regions.map(\.id))
    let strangers = known.keys.filter { !codes.contains($0) }.sorted()
    let all = regions + strangers.map { .init(id: $0, name: visit.labels.party($0)) }
    let missing = all.filter { known[$0.id] == nil }
    return [
      "rows": all.flatMap { region in (known[region.id] ?? []).map { row($0, of: region) } },
      "has_rows": !known.isEmpty,
      "summary": visit.words("record_regions", "\(all.count - missing.count)", "\(all.count)"),
      "missing": missing.map { ["name": $0.name] }, "has_missing": !missing.isEmpty,
    ]
  }

  /// The visible introductions of the pathway: those at the id that the rule makes, and those
  /// that name it otherwise.
  private func introductions() throws -> [ShownRecord] {
    let id = pathway.key.id
    var keys = Set(
      regions.compactMap { region -> RecordKey? in
        guard let scope = Scope("region/\(region.id)"), let own = RecordID("\(region.id)-\(id)")
        else { return nil }
        return RecordKey(scope, RecordName(.implementation, own))
      })
    let named = try SearchIndex(of: visit.replica).references(
      to: pathway.key.name,
      after: nil, limit: Self.othersLimit)
    keys.formUnion(named.map(\.source).filter { $0.type == .implementation })
    return try keys.sorted().compactMap { key in
      guard let record = try visit.replica.record(key), record.exists else { return nil }
      let names = record.shown[CellName(.known("pathway"))]?.asText?.string
      return names == nil || names == id.string ? record : nil
    }
  }

  private func row(_ record: ShownRecord, of region: CatalogueTally.Choice) -> [String: Any] {
    let national = text(pathway, "version")
    let adopted = text(record, "adopted_version")
    var row: [String: Any] = [
      "region": region.name, "href": PageLink.record(record.key).description,
      "status": visit.labels.state(of: record) ?? visit.words["empty_value"],
      "date": text(record, "status_date"), "local": text(record, "local_status_text"),
      "version": adopted,
    ]
    row["conflicts"] = visit.labels.conflicts(of: record)
    if !adopted.isEmpty, !national.isEmpty, adopted != national {
      row["other_version"] = visit.words("record_other_version", national)
    }
    return row
  }

  private func text(_ record: ShownRecord, _ column: String) -> String {
    guard let field = Catalogue.schema[record.key.type]?.field(showing: column),
      let declared = field.columns.first(where: { $0.name.string == column })
    else { return "" }
    return record.plainText(of: declared, in: field)
  }
}
