import Catalogue
import StoreFixtures
import SyncCore
import SyncHTTP
import SyncStore
import TestSupport

@testable import Inspection

extension Surface {
  /// Fields of a form mean the same once an address is made of them.
  static let forms = Surface("forms") {
    { bytes in
      let fields = FormFields(
        FormFields(encoded: bytes).pairs.map { (withoutReturns($0.name), withoutReturns($0.value)) }
      )
      let address = PageLink("", fields.pairs.map { ($0.name, Optional($0.value)) }).description
      try claim(
        "its address means the same", FormFields(encoded: address.utf8.dropFirst()) == fields)
    }
  }

  /// A page answers any address and any form, and writes nothing where it refuses.
  static let pages = Surface("pages") {
    let trial = try FuzzedSite()
    return { try trial.ask($0) }
  }
}

/// The site over a small replica, asked without a socket.
private final class FuzzedSite {
  private static let questionsOfOne = 500
  private var trial: TrialReplica
  private let site: Site
  private var questions = 0

  init() throws {
    trial = try Self.replica()
    site = Site(
      SiteSettings(
        pages: PageSettings(), peersFolder: PeersFolder(trial.parent.file("Peers")),
        person: "anna.berg"))
    site.begin(at: "http://127.0.0.1:7402")
  }

  private static func replica() throws -> TrialReplica {
    let trial = try TrialReplica(.vgr, schema: Catalogue.schema)
    var theirs = SignedLog(.skane)
    let name = RecordName.named("implementation/14-kol-1")
    try theirs.append(.put(.note, "Införs <b>i</b> höst.", of: name))
    try trial.receive(theirs.lines)
    try trial.write(.put(.note, "Infört & klart.", of: name))
    return trial
  }

  /// The first line is the method and the address, the rest the form.
  func ask(_ bytes: [UInt8]) throws {
    let parts = bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let line = parts.first.flatMap({ String(validating: $0, as: UTF8.self) }) else { return }
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard let method = words.first, let target = words.last, words.count == 2 else { return }
    let heads = try trial.replica.heads()
    let answer = site.answer(
      PageRequest(
        method: method, target: target,
        fields: ["host": "127.0.0.1:7402", "sec-fetch-site": "same-origin"],
        body: Array(parts.dropFirst().first ?? [])), with: trial.replica)
    try claim("a page never fails by itself: \(answer.status)", answer.status < 500)
    if method != "POST" || answer.status >= 400 {
      try claim("what is no accepted form writes nothing", trial.replica.heads() == heads)
    }
    try claim("an answer is UTF-8", String(validating: answer.bytes, as: UTF8.self) != nil)
    try claim(
      "what a peer wrote is text",
      answer.bytes.firstRange(of: Array("<b>i</b>".utf8)) == nil
        || answer.fields.contains { $0.name == "Content-Disposition" })
    questions += 1
    if questions % Self.questionsOfOne == 0 { trial = try Self.replica() }
  }
}

/// The text without carriage returns: browsers send them before line feeds alone, which they join.
private func withoutReturns(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\r" }))
}
