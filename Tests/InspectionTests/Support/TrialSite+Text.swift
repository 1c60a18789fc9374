import StoreFixtures
import SyncCore
import SyncHTTP

@testable import Inspection

extension TrialSite {
  /// What a browser gets for an address.
  func answer(_ target: String, cookie: String? = nil) -> PageAnswer {
    var fields = ["host": "localhost:7402"]
    fields["cookie"] = cookie
    return site.answer(PageRequest(target: target, fields: fields), with: replica)
  }

  /// The text of a page or file.
  func text(_ target: String, cookie: String? = nil) -> String {
    String(decoding: answer(target, cookie: cookie).bytes, as: UTF8.self)
  }

  /// What a browser gets for a form that it sends from a page of the site.
  func post(_ target: String, _ form: String) -> PageAnswer {
    site.answer(
      PageRequest(
        method: "POST", target: target,
        fields: ["host": "localhost:7402", "origin": "http://localhost:7402"],
        body: Array(form.utf8)), with: replica)
  }

  /// A visit as a page gets it.
  func visit(_ target: String) -> Visit {
    site.visit(PageRequest(target: target, fields: ["host": "localhost:7402"]), replica)
  }
}

extension PageAnswer {
  /// The value of a header field.
  func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}
