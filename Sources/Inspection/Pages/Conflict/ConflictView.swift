import Catalogue
import Foundation
import SyncCore
import SyncStore

/// The context of the page of one conflict.
struct ConflictView {
  let visit: Visit
  let current: ConflictCase
  let form: ConflictForm

  var words: Words { visit.words }
  var labels: Labels { visit.labels }
  private var key: RecordKey { current.key }
  private var cell: CellName { current.cell }

  func context() throws -> [String: Any] {
    let title = labels.title(of: current.record, key: key)
    let field = labels.cell(cell, of: key.type)
    var context: [String: Any] = [
      "heading": words("conflict_heading", field, title), "sentence": sentence(field, title),
      "record_title": title, "type": labels.type(key.type), "scope": labels.scope(key.scope),
      "record_link": PageLink.record(key).description,
      "history_link": PageLink.history(key).description,
      "list_link": ConflictsPage.path, "action": PageLink.conflict(key, cell).description,
      "owner": labels.party(key.scope.owner ?? key.scope.string),
      "is_mine": current.isMine(visit.workspace), "may_edit": visit.visitor.mayEdit,
      "is_hidden": current.record?.exists == false, "command": command,
    ]
    context.merge(messages) { _, new in new }
    if let open = current.open {
      context["open"] = try openContext(open)
    } else {
      context["closed"] = closedContext
    }
    return context
  }

  /// One line in words: what collides where.
  private func sentence(_ field: String, _ title: String) -> String {
    let scope = labels.scope(key.scope)
    guard let open = current.open else { return words("sentence_closed", field, title, scope) }
    guard open.conflict.kind == .values else { return words("sentence_existence", title, scope) }
    return words(
      "sentence_values", field, title, scope, words.number(open.conflict.siblings.count))
  }

  /// The command, with what others may have chosen in quotes of the shell.
  private var command: String {
    let quoted = "'" + cell.description.printable.replacing("'", with: "'\\''") + "'"
    let field = cell.member == nil ? cell.description : quoted
    return "syncd conflicts show \(key.name) \(field) --scope \(key.scope)"
  }

  /// What was just done, as the address says.
  private var messages: [String: Any] {
    var messages: [String: Any] = [:]
    if let dot = visit.query["klar"], dot == "-" || Dot(dot) != nil {
      let isNothing = dot == "-"
      messages["done"] = isNothing ? words["done_nothing"] : words("done_settled", dot)
      if let kept = visit.query["kvar"].flatMap({ Int($0) }) {
        messages["kept"] = words.count(kept, "done_kept")
      }
    } else if let dot = visit.query["angrad"], Dot(dot) != nil {
      messages["done"] = words("done_undone", dot)
    } else if visit.query["skickad"] != nil {
      messages["done"] = words["done_sent"]
    }
    return messages
  }

  // MARK: Open

  private func openContext(_ open: OpenConflict) throws -> [String: Any] {
    let siblings = open.conflict.siblings
    let shown = siblings.first { $0.dot == open.conflict.provisional }
    let views = siblings.enumerated().map { index, sibling in
      SiblingView(
        visit: visit, current: current, sibling: sibling, letter: Self.letter(index),
        base: open.base, reference: open.base ?? shown?.value,
        isShown: sibling.dot == open.conflict.provisional)
    }
    var context: [String: Any] = [
      "siblings": views.map { $0.context(isChosen: form.choice == $0.sibling.dot.description) },
      "base": labels.value(open.base, in: cell, of: key.type),
      "has_base": open.base != nil,
      "difference_help": words[open.base == nil ? "difference_help_shown" : "difference_help"],
      "since": LocalTime.context(open.noticed),
      "rule": rule, "shown_letter": views.first { $0.isShown }?.letter ?? "",
      "strangers": Strangers(visit: visit, current: current).sentences(siblings),
      "dots": siblings.map { ["dot": $0.dot.description] },
      "reason": form.reason,
    ]
    if let own = ValueFields(
      current: current, labels: labels, typed: form.texts, shown: shown?.value
    ).context {
      context["own"] = [
        "fields": own, "chooses": "choice-own", "is_chosen": form.choice == ConflictForm.new,
      ]
    }
    if let parts = ConflictParts(current) { context["parts"] = parts.context(form, words) }
    if !current.isMine(visit.workspace) { context["referral"] = try referral(open) }
    return context
  }

  /// A, B, C … by which the page calls the values.
  static func letter(_ index: Int) -> String {
    index < 26 ? String(UnicodeScalar(UInt8(65 + index))) : "\(index + 1)"
  }

  private var rule: String {
    guard cell != .exists else { return words["rule_existence"] }
    return words["rule_\((current.type?.rule(for: cell) ?? .manual).code)"]
  }

  private func referral(_ open: OpenConflict) throws -> [String: Any] {
    let owner = labels.party(key.scope.owner ?? key.scope.string)
    let values = open.conflict.siblings.map { sibling in
      let origin = open.origins[sibling.dot]
      let who = [origin?.person?.printable, labels.organisation(of: sibling.dot.author)]
        .compactMap { $0 }.joined(separator: ", ")
      return "– \(labels.value(sibling.value, in: cell, of: key.type).shortened(to: 200)) (\(who), "
        + "\(LocalTime.text(sibling.time)), \(sibling.dot))"
    }
    let field = labels.cell(cell, of: key.type)
    let text = words(
      "referral_text", owner, sentence(field, labels.title(of: current.record, key: key)),
      values.joined(separator: "\n"), visit.address + PageLink.conflict(key, cell).description,
      command)
    var context: [String: Any] = ["text": text]
    if let sent = try visit.replica.referrals(for: ConflictPlace(key: key, cell: cell.text)).first {
      context["sent"] = words(
        "referral_sent", LocalTime.text(sent.sent), sent.person?.printable ?? words["nobody"])
    }
    return context
  }

  // MARK: Closed

  private var closedContext: [String: Any] {
    let live = current.record?.state[cell]
    var context: [String: Any] = [
      "value": live.map { labels.value($0.siblings[0].value, in: cell, of: key.type) }
        ?? words["empty_value"],
      "is_long": current.field.map(\.isLongText) ?? false,
    ]
    guard let settlement = current.settlement else { return context }
    let origin = settlement.origin
    var settled: [String: Any] = [
      "who": origin.person?.printable ?? words["nobody"],
      "organisation": labels.organisation(of: origin.dot.author),
      "time": LocalTime.context(origin.time), "dot": origin.dot.description,
      "link": PageLink.changeset(origin.dot, in: key.scope).description,
    ]
    settled["given_reason"] = (settlement.change.reason?.string ?? origin.reason)?.printable
    context["settled"] = settled
    context["reason"] = form.reason
    if current.isMine(visit.workspace),
      origin.dot.author.registered == visit.workspace.author.registered
    {
      context["undo"] = ["dot": origin.dot.description]
    }
    context["dots"] = (live?.dots ?? []).map { ["dot": $0.description] }
    context["earlier"] = current.earlier.enumerated().map { index, sibling in
      SiblingView(
        visit: visit, current: current, sibling: sibling, letter: Self.letter(index), base: nil,
        reference: nil, isShown: false
      ).context(isChosen: form.choice == "\(ConflictForm.earlier)\(sibling.dot)")
    }
    return context
  }
}

extension Field {
  /// Whether it holds text of several paragraphs.
  var isLongText: Bool { if case .plain(.longText) = shape { true } else { false } }
}

extension Words {
  /// A small number in words.
  func number(_ number: Int) -> String {
    table["number_\(number)"] ?? "\(number)"
  }
}
