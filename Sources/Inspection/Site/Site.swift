import Foundation
import SyncCore
package import SyncHTTP
package import SyncStore
import Synchronization

/// The pages for informaticians: answers requests out of the replica, and keeps in memory only
/// what would take too long to work out while somebody waits.
package final class Site: PageSite {
  private let settings: SiteSettings
  private let lookout: Lookout
  private let address = Mutex("")

  package init(_ settings: SiteSettings) {
    self.settings = settings
    lookout = Lookout()
  }

  /// Learns its own address, unless a public one is configured.
  package func begin(at address: String) {
    let known = settings.pages.publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    self.address.withLock { $0 = known ?? address }
  }

  /// Looks over the whole catalogue again where something changed.
  package func refresh(from replica: Replica) {
    lookout.refresh(workspace(replica, person: settings.person))
  }

  /// Answers with a page, a file, or a page that tells what went wrong.
  package func answer(_ request: PageRequest, with replica: Replica) -> PageAnswer {
    let visit = visit(request, replica)
    var answer: PageAnswer
    if let refusal = originCheck(request).refusal(request) {
      answer = visit.refusal(refusal)
    } else if let file = SiteFile.at(visit.path) {
      answer = file.answer
    } else {
      answer = page(for: visit)
    }
    answer.fields += Self.guards
    return answer
  }

  /// Answers that there is no time, with what was typed.
  package func answerBusy(_ request: PageRequest) -> PageAnswer {
    let words = Words(language(of: request))
    var answer = PageAnswer.html(
      Templates.render(
        "failure",
        [
          "t": words.table, "what": words["failure.busy"], "next": words["hint.busy"],
          "typed": Self.typed(FormFields(encoded: request.body)),
        ]), status: 503)
    answer.fields += Self.guards
    return answer
  }

  private func page(for visit: Visit) -> PageAnswer {
    guard let page = PageRoute.page(at: visit.path) else {
      return visit.failure(.pageMissing, status: 404)
    }
    guard ["GET", "HEAD", "POST"].contains(visit.request.method) else {
      return visit.refusal("refused_method")
    }
    if visit.request.writes, !visit.visitor.mayEdit { return visit.refusal("refused_person") }
    do {
      return try page.answer(visit)
    } catch {
      let failure = Failure(error)
      return visit.failure(failure, status: Self.status(of: failure))
    }
  }

  func visit(_ request: PageRequest, _ replica: Replica) -> Visit {
    let parts = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let visitor = Visitor(request, settings)
    return Visit(
      request: request, path: String(parts.first ?? "/"),
      query: FormFields(encoded: parts.count > 1 ? Array(parts[1].utf8) : []),
      form: FormFields(encoded: request.writes ? request.body : []), visitor: visitor,
      workspace: workspace(replica, person: visitor.person),
      words: Words(language(of: request)), now: .now, lookout: lookout,
      address: address.withLock { $0 })
  }

  /// The HTTP status that goes with a failure.
  private static func status(of failure: Failure) -> Int {
    switch failure.code {
    case "page_missing", "record_missing": 404
    case "no_right": 403
    case "busy": 503
    default: 500
    }
  }

  private func workspace(_ replica: Replica, person: String?) -> Workspace {
    Workspace(replica: replica, peersFolder: settings.peersFolder, person: person)
  }

  private func originCheck(_ request: PageRequest) -> OriginCheck {
    OriginCheck(addresses: [address.withLock { $0 }])
  }

  /// The language of the address, else of the cookie, else Swedish.
  private func language(of request: PageRequest) -> Language {
    let query = request.target.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    let asked = FormFields(encoded: query.utf8)["lang"] ?? request.cookie("lang")
    return asked.flatMap { Language(rawValue: $0) } ?? .swedish
  }

  /// Header fields that every answer has: nothing of another site runs or shows here, nothing of
  /// this one shows in another.
  static let guards: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
  ]
}
