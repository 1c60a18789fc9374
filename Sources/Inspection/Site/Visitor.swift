import Foundation
import SyncHTTP

/// Who looks, and whether the request may be believed at all.
struct Visitor: Hashable {
  /// The person whose name edits carry; nil where nobody is known.
  let person: String?
  /// Whether edits are taken from this visitor.
  let mayEdit: Bool

  init(_ request: PageRequest, _ settings: SiteSettings) {
    guard let header = settings.pages.personHeader else {
      person = settings.person
      mayEdit = true
      return
    }
    // Where the field came twice, one of them may be the visitor's own.
    let name = header.lowercased()
    let isTrusted =
      settings.pages.personFrom.contains(request.remoteAddress) && !request.repeated.contains(name)
    let named = isTrusted ? request.fields[name] : nil
    let decoded = named.map(Self.decoded)?.trimmingCharacters(in: .whitespaces)
    person = decoded?.isEmpty == false ? decoded : nil
    mayEdit = person != nil
  }

  /// A name as a proxy writes it: percent-encoded, or UTF-8 as it is.
  private static func decoded(_ value: String) -> String {
    value.removingPercentEncoding ?? value
  }
}
