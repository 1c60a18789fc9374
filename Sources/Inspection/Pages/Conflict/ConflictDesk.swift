import Foundation
import SyncCore
import SyncHTTP
import SyncStore

/// Does what the form of a conflict asks for.
struct ConflictDesk {
  let visit: Visit
  let key: RecordKey
  let cell: CellName

  private var words: Words { visit.words }
  private var link: PageLink { .conflict(key, cell) }
  private var form: ConflictForm { ConflictForm(visit.form) }

  /// The page, after a failure with everything that was typed and chosen.
  func show(_ failure: Failure? = nil) throws -> PageAnswer {
    var context = try view(visit.request.writes ? form : ConflictForm())
    if let failure {
      context["failure"] = [
        "what": words.failure(failure), "next": words.hint(failure), "detail": failure.message,
        "code": failure.code,
      ]
      // Where the form is not shown again, what was typed into it is.
      let isShownAgain = context["open"] != nil && context["is_mine"] as? Bool == true
      if !isShownAgain { context["typed"] = Site.typed(visit.form) }
    }
    if failure?.code == "reason_missing" { context = keepingShown(context) }
    let isWrong = failure.map { ["reason_missing", "nothing_chosen"].contains($0.code) } ?? false
    return page(context, status: failure == nil ? 200 : isWrong ? 422 : 409)
  }

  /// Puts the chosen paragraphs together and shows them to be worked on.
  func compose() throws -> PageAnswer {
    var form = form
    let current = try ConflictCase(key, cell, in: visit.workspace)
    guard let parts = ConflictParts(current), let field = current.field else {
      throw Failure.pageMissing
    }
    let dots = current.open?.conflict.siblings.map(\.dot.description) ?? []
    guard Set(dots) == Set(form.dots) else { throw Self.anotherCame }
    form.choice = ConflictForm.new
    form.texts[field.name.string] = parts.joined(form)
    return page(try view(form))
  }

  /// Rehearses the write and shows what it would be.
  func preview() throws -> PageAnswer {
    let outcome = try write(isTrial: true)
    var context = try view(form)
    context["preview"] = ChangePreview(visit: visit, key: key).context(outcome)
    return page(keepingShown(context))
  }

  /// Writes, and sends the browser on to the page as it is then.
  func settle() throws -> PageAnswer {
    let outcome = try write(isTrial: false)
    let dot = outcome.written.first?.dot.description ?? "-"
    let kept = outcome.kept[cell]?.count ?? 0
    return .seeOther(link.with("klar", dot).with("kvar", kept > 0 ? "\(kept)" : nil))
  }

  /// Takes a settlement back: a new write of what was shown before it.
  func undo() throws -> PageAnswer {
    guard let dot = visit.form["dot"].flatMap({ Dot($0) }) else { throw Failure.pageMissing }
    let editor = RecordEditor(visit.workspace, scope: key.scope)
    let outcome = try editor.undo(
      key.name, field: cell.field, of: dot, reason: visit.words("undo_reason", "\(dot)"))
    return .seeOther(link.with("angrad", outcome.written.first?.dot.description ?? "-"))
  }

  /// Notes, for this replica alone, that the owner was told.
  func noteSent() throws -> PageAnswer {
    guard let owner = key.scope.owner else { throw Failure.pageMissing }
    let dots = try ConflictCase(key, cell, in: visit.workspace).record?.state[cell]?.dots ?? []
    try visit.replica.noteReferral(
      Referral(
        place: ConflictPlace(key: key, cell: cell.text), party: owner, sent: visit.now,
        person: visit.visitor.person, dots: Set(dots)))
    return .seeOther(link.with("skickad", "ja"))
  }

  /// The page with the dots that the person was shown, not those that came since: what the form
  /// does next is what it said it would.
  private func keepingShown(_ context: [String: Any]) -> [String: Any] {
    var context = context
    for state in ["open", "closed"] {
      guard var part = context[state] as? [String: Any] else { continue }
      part["dots"] = form.dots.map { ["dot": $0] }
      context[state] = part
    }
    return context
  }

  private static let anotherCame = Failure(
    "another_came", "Another value came meanwhile. Nothing was put together.",
    hint: "Look at the values again, then choose the parts.")

  private func write(isTrial: Bool) throws -> EditOutcome {
    let form = form
    let resolution = try form.resolution()
    guard !form.reason.isEmpty else { throw ConflictForm.reasonMissing }
    let editor = RecordEditor(visit.workspace, scope: key.scope, isTrial: isTrial)
    return try editor.resolve(
      key.name, field: cell.text.string, resolution, reason: form.reason,
      expecting: try Expectation(form.dots))
  }

  private func view(_ form: ConflictForm) throws -> [String: Any] {
    let current = try ConflictCase(key, cell, in: visit.workspace)
    return try ConflictView(visit: visit, current: current, form: form).context()
  }

  private func page(_ context: [String: Any], status: Int = 200) -> PageAnswer {
    let title = context["heading"] as? String ?? ""
    return visit.page("conflict", title: title, status: status, context)
  }
}
