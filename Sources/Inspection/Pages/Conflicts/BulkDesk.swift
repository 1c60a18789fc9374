import SyncCore
import SyncHTTP
import SyncStore

/// Settles many conflicts at once: first shown, then written one by one, each a change of its own
/// with the reason, and each to be taken back.
struct BulkDesk {
  let visit: Visit
  /// How many are settled with one form.
  static let limit = 500

  private var words: Words { visit.words }

  func answer() throws -> PageAnswer {
    switch visit.form["step"] {
    case "preview": return try preview()
    case "confirm": return try confirm()
    case "undo": return try undo()
    default: throw Failure.pageMissing
    }
  }

  private func preview() throws -> PageAnswer {
    guard let rule = visit.form.filled("rule").flatMap(BulkRule.init) else { throw Self.noRule }
    let reason = try reason()
    let places = try chosen()
    guard !places.isEmpty else { throw Self.nothingPicked }
    let verdicts = try visit.replica.conflicts(at: places).map { verdict(on: $0, rule) }
    let takes = verdicts.filter { $0["why"] == nil }
    let skips = verdicts.filter { $0["why"] != nil }
    let heading = words("bulk_preview_heading", words[rule.phrase], String(takes.count))
    let preview: [String: Any] = [
      "heading": heading, "takes": takes, "skips": skips, "has_skips": !skips.isEmpty,
      "has_takes": !takes.isEmpty, "given_reason": reason, "rule": rule.rawValue,
      "is_cut": places.count == Self.limit, "cut": words("bulk_cut", String(Self.limit)),
    ]
    return page(["preview": preview])
  }

  /// What the rule does to a conflict, or `why` it is left alone.
  private func verdict(on open: OpenConflict, _ rule: BulkRule) -> [String: Any] {
    var row = row(open)
    if !visit.workspace.mayWrite(open.key.scope) {
      row["why"] = words["bulk_not_mine"]
    } else if let sibling = rule.choice(open, rights: visit.workspace.rights) {
      row.merge(take(sibling, open)) { $1 }
    } else {
      row["why"] = words["bulk_no_choice"]
    }
    return row
  }

  private func confirm() throws -> PageAnswer {
    let reason = try reason()
    return page([
      "result": try carryOut(undoing: false) { place, editor in
        guard let dot = place.dot else { throw Failure.pageMissing }
        return try editor.resolve(
          place.key.name, field: place.cell.text.string, .take(dot), reason: reason,
          expecting: try Expectation(place.shown.map(\.description)))
      }
    ])
  }

  private func undo() throws -> PageAnswer {
    page([
      "result": try carryOut(undoing: true) { place, editor in
        guard let dot = place.dot else { throw Failure.pageMissing }
        return try editor.undo(
          place.key.name, field: place.cell.field, of: dot,
          reason: words("undo_reason", "\(dot)"))
      }
    ])
  }

  /// Does one thing to each picked place; what fails is told and holds up nothing else.
  private func carryOut(
    undoing: Bool, _ body: (BulkPlace, RecordEditor) throws -> EditOutcome
  ) throws -> [String: Any] {
    let places = try visit.form.all("pick").map { try BulkPlace($0) }
    var done: [[String: Any]] = []
    var failed: [[String: Any]] = []
    for place in places.prefix(Self.limit) {
      var row = try row(place)
      do {
        let outcome = try body(place, RecordEditor(visit.workspace, scope: place.key.scope))
        if let dot = outcome.written.first?.dot {
          row["pick"] = BulkPlace(key: place.key, cell: place.cell, dot: dot).text
          row["dot"] = dot.description
        }
        done.append(row)
      } catch {
        let failure = Failure(error)
        row["why"] = words.failure(failure) + " " + words.hint(failure)
        failed.append(row)
      }
    }
    return [
      "heading": words(undoing ? "bulk_undone" : "bulk_settled", "\(done.count)"), "done": done,
      "failed": failed, "has_failed": !failed.isEmpty, "has_done": !done.isEmpty,
      "may_undo": !undoing && !done.isEmpty,
    ]
  }

  /// The picked places, or all that the filter lets through.
  private func chosen() throws -> [ConflictPlace] {
    guard visit.form["every"] != nil else {
      return try visit.form.all("pick").prefix(Self.limit).map { text in
        let place = try BulkPlace(text)
        return ConflictPlace(key: place.key, cell: place.cell.text)
      }
    }
    let list = try CaseList(visit, CaseFilter(visit.query))
    return try list.cases(offset: 0, limit: Self.limit, list.counts()).compactMap { item in
      guard item.kind.conflict != nil, let key = item.key, let cell = item.cell else { return nil }
      return ConflictPlace(key: key, cell: cell.text)
    }
  }

  private func reason() throws -> String {
    guard let reason = visit.form.filled("reason") else { throw ConflictForm.reasonMissing }
    return reason
  }

  private func row(_ open: OpenConflict) -> [String: Any] {
    (try? row(BulkPlace(key: open.key, cell: open.conflict.cell))) ?? [:]
  }

  private func row(_ place: BulkPlace) throws -> [String: Any] {
    let labels = visit.labels
    return [
      "title": labels.title(of: try visit.replica.record(place.key), key: place.key),
      "field": labels.cell(place.cell, of: place.key.type),
      "scope": labels.scope(place.key.scope),
      "link": PageLink.conflict(place.key, place.cell).description,
    ]
  }

  private func take(_ sibling: Sibling, _ open: OpenConflict) -> [String: Any] {
    let (labels, cell) = (visit.labels, open.conflict.cell)
    func told(_ sibling: Sibling) -> String {
      let value = labels.value(sibling.value, in: cell, of: open.key.type)
      return "\(value.shortened(to: 100)) (\(labels.organisation(of: sibling.dot.author)))"
    }
    let place = BulkPlace(
      key: open.key, cell: cell, dot: sibling.dot, shown: open.conflict.siblings.map(\.dot))
    return [
      "pick": place.text, "value": told(sibling),
      "others": open.conflict.siblings.filter { $0.dot != sibling.dot }.map(told),
    ]
  }

  private func page(_ context: [String: Any]) -> PageAnswer {
    let back = CaseFilter(visit.query).link(ConflictsPage.path).description
    let shared: [String: Any] = ["action": back, "back": back]
    return visit.page(
      "bulk", title: words["bulk_title"], context.merging(shared) { own, _ in own })
  }

  private static let noRule = Failure(
    "no_rule", "No rule was chosen. Nothing was written.", hint: "Choose which value wins.")
  private static let nothingPicked = Failure(
    "nothing_picked", "No conflict was marked. Nothing was written.", hint: "Mark some, or all.")
}
