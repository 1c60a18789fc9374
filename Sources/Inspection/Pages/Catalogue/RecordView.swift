import Catalogue
import SyncCore
import SyncStore
import SyncWire

/// The context of the page of one record.
struct RecordView {
  let visit: Visit
  let current: RecordCase
  private let names: RecordNames

  private var key: RecordKey { current.key }
  private var words: Words { visit.words }
  private var labels: Labels { visit.labels }

  init(visit: Visit, current: RecordCase) {
    self.visit = visit
    self.current = current
    names = RecordNames(visit.labels)
  }

  var title: String { (try? names.title(of: current.record)) ?? key.id.string }

  func context() throws -> [String: Any] {
    let tally = try visit.lookout.shelf.tally(of: visit.replica)
    var context: [String: Any] = [
      "type": labels.type(key.type), "name": key.name.description,
      "scope": labels.scope(key.scope), "scope_code": key.scope.string,
      "history": PageLink.history(key).description, "is_mine": current.isMine,
      "edit": PageLink.record(key).with("redigera", "ja").description,
      "may_edit": current.isMine && visit.visitor.mayEdit && current.record.exists,
      "command": "syncd set \(key.name) --scope \(key.scope) …",
      "fields": try FieldRows(visit: visit, current: current, names: names).context(),
      "references": try ReferenceList(visit: visit, name: key.name, names: names).context(),
      "exists_history": PageLink.record(key).with("falt", "exists").description + "#historik",
    ]
    context["own_state"] = labels.state(of: current.record)
    context["open_conflicts"] = labels.conflicts(of: current.record)
    context["saved"] = saved
    context["gone"] = gone
    if let field = visit.query.filled("falt") {
      context["field_history"] = try FieldHistory(visit: visit, current: current, field: field)
        .context()
    }
    if key.type == .pathway {
      context["regional"] = try RegionalStatus(
        visit: visit, pathway: current.record, regions: tally.regions
      ).context()
    }
    if let rulings = tally.rulings[key.name] {
      context["rulings"] = ["rows": try rulings.map(row)]
    }
    return context
  }

  /// Who deleted the record, where it is deleted or somebody wants it to be.
  private var gone: [String: Any]? {
    let deletes = current.record.state.deletes
    guard !deletes.isEmpty else { return nil }
    let blame = BlameContext(visit: visit, scope: key.scope)
    var gone: [String: Any] = [
      "blames": deletes.map {
        blame.context($0.dot, current.writes[$0.dot]?.origin, time: $0.time)
      },
      "is_contested": current.record.exists,
    ]
    if current.record.exists { gone["href"] = PageLink.conflict(key, .exists).description }
    return gone
  }

  /// What was just written, as the address says.
  private var saved: [String: Any]? {
    guard let dot = visit.query["sparat"] else { return nil }
    guard Dot(dot) != nil else { return ["text": words["record_saved_nothing"]] }
    var saved: [String: Any] = ["text": words("record_saved", dot)]
    if visit.query["kvar"] != nil { saved["kept"] = words["record_saved_kept"] }
    return saved
  }

  private func row(_ ruling: CatalogueTally.Ruling) throws -> [String: Any] {
    var row = try names.context(ruling.decision.name)
    let decision = try names.record(ruling.decision.name)
    for name in ["date", "outcome", "dnr"] {
      guard let field = Catalogue.schema[.decision]?.field(named: name),
        let column = field.columns.first, let decision
      else { continue }
      let value = decision.value(of: column, in: field)
      row[name] = value == .null ? nil : FieldText.label(of: value, kind: column.kind)
    }
    if let digest = ruling.digest {
      row["approval"] = ["is_current": digest == current.record.state.digest(of: key.name)]
    }
    return row
  }
}
