import SyncCore
import SyncHTTP

extension Visit {
  /// A page that tells what went wrong, what was left alone and what to do, with everything that
  /// was typed, so that nothing is lost.
  func failure(_ failure: Failure, status: Int) -> PageAnswer {
    page(
      "failure", title: words["failure_title"], status: status,
      [
        "what": words.failure(failure), "next": words.hint(failure),
        "detail": failure.message, "code": failure.code, "typed": Site.typed(form),
      ])
  }

  /// A page that tells why the request itself is not taken.
  func refusal(_ phrase: String) -> PageAnswer {
    page(
      "failure", title: words["failure_title"], status: 403,
      ["what": words[phrase], "next": words["\(phrase)_hint"], "typed": Site.typed(form)])
  }
}

extension Site {
  /// How many fields are shown again: more than any form of a page has.
  private static let typedLimit = 200

  /// What a person typed into a form, to be shown again.
  static func typed(_ form: FormFields) -> [[String: Any]] {
    form.pairs.lazy.filter { name, value in
      !value.isEmpty && (name == "reason" || name == "message" || name.hasPrefix("value."))
    }.prefix(typedLimit).map { ["name": $0.name, "text": $0.value] }
  }
}
