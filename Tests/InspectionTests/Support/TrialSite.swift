import Catalogue
import Foundation
import StoreFixtures
import SyncCore
import SyncHTTP
import SyncStore
import TestSupport

@testable import Inspection

/// A replica of the real catalogue's types, and the site that shows it: asked without a socket.
struct TrialSite {
  var trial: TrialReplica
  let site: Site

  var replica: Replica { trial.replica }

  init(
    _ author: Author = .vgr, rights: Rights = TrialParties().rights,
    person: String? = "anna.berg",
    _ settings: (inout PageSettings) -> Void = { _ in }
  ) throws {
    trial = try TrialReplica(author, schema: Catalogue.schema, rights: rights)
    var pages = PageSettings()
    settings(&pages)
    site = Site(
      SiteSettings(
        pages: pages, peersFolder: PeersFolder(trial.parent.file("Peers")), person: person))
    site.begin(at: "http://127.0.0.1:7402")
  }

  /// What the site answers to a question.
  func get(_ target: String, _ fields: [String: String] = [:]) -> Reply {
    let shared = ["host": "127.0.0.1:7402"].merging(fields) { $1 }
    return Reply(site.answer(PageRequest(target: target, fields: shared), with: replica))
  }

  func get(_ link: PageLink) -> Reply { get(link.description) }

  /// What the site answers to a form of its own page.
  func post(
    _ link: PageLink, _ form: [(name: String, value: String)], _ fields: [String: String] = [:],
    from remoteAddress: String = "127.0.0.1"
  ) -> Reply {
    let own = Self.form(link, form)
    return Reply(
      site.answer(
        PageRequest(
          method: own.method, target: own.target, fields: own.fields.merging(fields) { $1 },
          body: own.body, remoteAddress: remoteAddress), with: replica))
  }

  /// Gives fields values, as the command line does.
  @discardableResult
  func set(_ name: String, _ assignments: String..., scope: Scope? = nil) throws -> EditOutcome {
    let workspace = Workspace(
      replica: replica, peersFolder: PeersFolder(trial.parent.file("Peers")), person: "per.ek")
    return try RecordEditor(workspace, scope: scope, message: "Ett möte")
      .set(.named(name), assignments.map { try FieldInput($0) })
  }

  /// A second replica, whose author wrote into the same scopes without knowing of the first, comes
  /// and is merged here.
  func meets(_ other: TrialSite) throws {
    try carry(from: other.replica, to: replica)
  }

  /// Everything that is live in a cell.
  func siblings(_ key: RecordKey, _ cell: CellName) throws -> [Sibling] {
    try replica.record(key)?.state[cell]?.siblings ?? []
  }
}

/// What a browser gets.
struct Reply {
  let status: Int
  let text: String
  let fields: [String: [String]]
  let bytes: [UInt8]

  init(_ answer: PageAnswer) {
    status = answer.status
    bytes = answer.bytes
    text = String(decoding: answer.bytes, as: UTF8.self)
    fields = Dictionary(grouping: answer.fields, by: \.name).mapValues { $0.map(\.value) }
  }

  var location: String? { fields["Location"]?.first }

  func holds(_ part: String) -> Bool { text.contains(part) }

  /// Every value of an attribute, with its entities read.
  func values(of attribute: String) -> [String] {
    text.components(separatedBy: " \(attribute)=\"").dropFirst().map { rest in
      String(rest.prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        .replacing("&#39;", with: "'").replacing("&quot;", with: "\"")
        .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
    }
  }
}

extension TrialSite {
  /// A question of a browser on this computer.
  static func question(_ link: PageLink) -> PageRequest {
    PageRequest(target: link.description, fields: ["host": "127.0.0.1:7402"])
  }

  /// A form of the site's own page.
  static func form(_ link: PageLink, _ form: [(name: String, value: String)]) -> PageRequest {
    let body = PageLink("", form.map { ($0.name, Optional($0.value)) }).description.dropFirst()
    return PageRequest(
      method: "POST", target: link.description,
      fields: ["host": "127.0.0.1:7402", "sec-fetch-site": "same-origin"], body: Array(body.utf8))
  }
}
