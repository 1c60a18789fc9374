import Catalogue
import SyncCore
import SyncHTTP
import SyncStore

/// One request under way, with all that a page needs to answer it.
struct Visit {
  let request: PageRequest
  let path: String
  /// What stands in the address.
  let query: FormFields
  /// What a form sent; empty for a question.
  let form: FormFields
  let visitor: Visitor
  let workspace: Workspace
  let words: Words
  let now: Timestamp
  let lookout: Lookout
  /// `SCHEME://HOST[:PORT]` as the visitor's browser knows the site.
  let address: String

  var replica: Replica { workspace.replica }
  var labels: Labels { Labels(words: words, replica: replica) }

  /// The link of the page that was asked for, with all its values.
  var link: PageLink {
    PageLink(
      PageRoute.page(at: path) == nil ? OverviewPage.path : path,
      query.pairs.map { ($0.name, Optional($0.value)) })
  }

  /// A page in the frame that all share.
  ///
  /// - Parameters:
  ///   - template: the template of its content.
  ///   - title: what stands in the browser's tab and in the heading.
  func page(
    _ template: String, title: String, status: Int = 200, _ context: [String: Any]
  ) -> PageAnswer {
    let shared = context.merging(["t": words.table, "title": title]) { own, _ in own }
    let content = Templates.render(template, shared)
    let frame: [String: Any] = [
      "t": words.table, "title": title, "content": content, "language": words.language.rawValue,
      "navigation": navigation, "author": workspace.author.registered.string,
      "party": labels.party(workspace.party), "person": visitor.person ?? words["nobody"],
      "is_swedish": words.language == .swedish,
      "other_language": link.with("lang", words.language.other.rawValue).description,
    ]
    var answer = PageAnswer.html(Templates.render("layout", frame), status: status)
    if query["lang"] != nil { answer.setCookie("lang", words.language.rawValue) }
    return answer
  }

  private var navigation: [[String: Any]] {
    PageRoute.navigation.map { path, phrase in
      [
        "href": path, "text": words[phrase],
        "is_current": path == self.path || PageRoute.parent(of: self.path) == path,
      ]
    }
  }
}

/// A page of the site: a pure function from a visit to an answer.
protocol Page: Sendable {
  static var path: String { get }
  /// - Throws: a `Failure` or a `StoreError`, which becomes a page that tells it.
  static func answer(_ visit: Visit) throws -> PageAnswer
}

extension PageAnswer {
  static func html(_ text: String, status: Int = 200) -> PageAnswer {
    PageAnswer(
      status: status, fields: [("Content-Type", "text/html; charset=utf-8")],
      bytes: Array(text.utf8))
  }

  /// A file to be saved under a name of ASCII letters, digits, dots and hyphens.
  static func file(_ bytes: [UInt8], type: String, name: String) -> PageAnswer {
    PageAnswer(
      fields: [
        ("Content-Type", type), ("Content-Disposition", "attachment; filename=\"\(name)\""),
      ], bytes: bytes)
  }

  /// Sends the browser on after a form, so that reloading does not send the form again.
  static func seeOther(_ link: PageLink) -> PageAnswer {
    PageAnswer(status: 303, fields: [("Location", link.description)])
  }

  /// A cookie for this site alone, for a year.
  mutating func setCookie(_ name: String, _ value: String) {
    fields.append(
      ("Set-Cookie", "\(name)=\(value); Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict"))
  }
}

extension PageRequest {
  /// The value of a cookie.
  func cookie(_ name: String) -> String? {
    for pair in (fields["cookie"] ?? "").split(separator: ";") {
      let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      if parts.count == 2, parts[0] == name { return String(parts[1]) }
    }
    return nil
  }
}
