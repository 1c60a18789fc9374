import Catalogue
import SyncCore
import SyncHTTP
import SyncStore

/// Shows the form that changes a record, and writes what was typed into it.
struct RecordDesk {
  let visit: Visit
  let current: RecordCase
  let type: RecordType

  private var words: Words { visit.words }
  private var key: RecordKey { current.key }

  /// The form with the record as it is.
  func show() -> PageAnswer {
    page(RecordForm(showing: current.record, of: type), status: 200, [:])
  }

  /// Writes what was changed, and sends the browser on to the record; after a failure the form is
  /// shown again with all that was typed.
  func save() -> PageAnswer {
    let form = RecordForm(visit.form, of: type)
    let inputs = form.inputs
    guard !inputs.isEmpty else { return .seeOther(PageLink.record(key).with("sparat", "-")) }
    do {
      let editor = RecordEditor(visit.workspace, scope: key.scope, message: form.message)
      let outcome = try editor.set(
        key.name, inputs, expecting: try Expectation(form.expected))
      let dot = outcome.written.first?.dot.description ?? "-"
      return .seeOther(
        PageLink.record(key).with("sparat", dot).with("kvar", outcome.kept.isEmpty ? nil : "ja"))
    } catch {
      return refused(form, Failure(error))
    }
  }

  private func refused(_ form: RecordForm, _ failure: Failure) -> PageAnswer {
    let context: [String: Any] = [
      "failure": [
        "what": words.failure(failure), "next": words.hint(failure), "detail": failure.message,
        "code": failure.code,
      ]
    ]
    guard failure.code == "overtaken" else { return page(form, status: 422, context) }
    // The person now sees what was written meanwhile, so that is what the next try replaces.
    return page(form.rebased(on: current.record), status: 409, context)
  }

  private func page(
    _ form: RecordForm, status: Int, _ more: [String: Any]
  ) -> PageAnswer {
    let title = RecordView(visit: visit, current: current).title
    let isOvertaken = status == 409
    var context: [String: Any] = [
      "action": PageLink.record(key).description, "message": form.message ?? "",
      "dots": form.dots.sorted { $0.key < $1.key }.flatMap { cell, dots in
        dots.map { ["name": "shown.\(cell)", "value": $0.description] }
      },
      "marks": form.marks.sorted { $0.key < $1.key }.map { column, mark in
        ["name": "was.\(column)", "value": mark]
      },
      "groups": type.fields.compactMap { group($0, form, tellsNow: isOvertaken) },
    ]
    context.merge(more) { $1 }
    return visit.page(
      "recordform", title: words("record_form_title", title), status: status, context)
  }

  private func group(_ field: Field, _ form: RecordForm, tellsNow: Bool) -> [String: Any]? {
    let now = RecordForm(showing: current.record, of: type)
    let changed = Set(form.changed)
    let inputs = field.columns.compactMap { column -> [String: Any]? in
      guard let text = form.texts[column.name] else { return nil }
      var input = ColumnInput(column: column, isSet: field.isSet, labels: visit.labels)
        .context(text)
      if tellsNow, changed.contains(column.name) {
        input["now"] = words("record_form_now", now.texts[column.name] ?? "")
      }
      return input
    }
    guard !inputs.isEmpty else { return nil }
    return [
      "legend": visit.labels.field(field.name, field.label), "inputs": inputs,
      "is_unit": field.isUnit,
    ]
  }
}
