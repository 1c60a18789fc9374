import Catalogue
import Foundation
import Inspection
import SyncCore
import SyncHTTP
import SyncStore

/// How long each page takes at the server, over a replica with many records and open conflicts.
struct PageBench {
  enum Failure: Error {
    /// A name that breaks its grammar, or of which nothing is known.
    case unknown(String)
  }

  static let schema = Catalogue.schema

  private let built: PageReplica
  private let site: Site
  private let clock = ContinuousClock()
  private var figures = PageFigures()
  private var rounds = 11
  /// Part of the name of the pages that are measured; nil for all.
  private var only: String?

  /// Measures and prints; the options are those of the command line.
  static func run(records count: Int, _ options: [String: String], in folder: URL) throws {
    var bench = try PageBench(count: count, in: folder)
    bench.only = options["--only"]
    bench.rounds = options["--rounds"].flatMap { Int($0) } ?? bench.rounds
    try bench.measure()
    print("\(count) records, \(PageReplica.conflictCount) conflicts, \(bench.rounds) rounds a page")
    print(bench.figures.text)
    if let file = options["--json"] {
      try bench.figures.json(records: count).write(to: URL(filePath: file))
    }
  }

  private init(count: Int, in folder: URL) throws {
    let began = clock.now
    built = try PageReplica(count: count, in: folder)
    figures.add(.init(name: "the replica is made", times: [clock.now - began]))
    site = Site(
      SiteSettings(
        pages: PageSettings(), peersFolder: PeersFolder(folder.appending(path: "Peers")),
        person: "anna.berg"))
  }

  private mutating func measure() throws {
    let overview = PageQuestion("overview", "/")
    let catalogue = PageQuestion("catalogue", "/katalog")
    figures.add(.init(name: "first answer of all", times: [time { ask(overview) }]))
    figures.add(.init(name: "first catalogue", times: [time { ask(catalogue) }]))
    figures.add(.init(name: "first refresh", times: [time { site.refresh(from: built.replica) }]))
    figures.add(
      .init(name: "refresh, nothing new", times: [time { site.refresh(from: built.replica) }]))
    for question in try PageQuestion.all(of: built) where isWanted(question) { measure(question) }
    try measureAfterEdits()
  }

  private func isWanted(_ question: PageQuestion) -> Bool {
    only.map { question.name.contains($0) } ?? true
  }

  private mutating func measure(_ question: PageQuestion) {
    ask(question)
    var times: [Duration] = []
    var answer = PageAnswer()
    for _ in 0..<rounds { times.append(time { answer = ask(question) }) }
    figures.add(
      .init(
        name: question.name, times: times, bytes: answer.bytes.count, status: answer.status,
        isBounded: question.isBounded))
  }

  /// What somebody waits who looks right after something was written.
  private mutating func measureAfterEdits() throws {
    let questions = try PageQuestion.all(of: built).filter {
      isWanted($0)
        && ["overview", "catalogue", "search, rare word", "record, many referrers"]
          .contains($0.name)
    }
    for question in questions {
      var times: [Duration] = []
      for round in 0..<rounds {
        try edit(round)
        times.append(time { ask(question) })
      }
      let refresh = time { site.refresh(from: built.replica) }
      figures.add(.init(name: "\(question.name), after an edit", times: times, isBounded: true))
      figures.add(.init(name: "refresh after \(rounds) edits", times: [refresh]))
    }
  }

  private func edit(_ round: Int) throws {
    guard let name = RecordName(path: "plan_item/14-efter"), let title = CellName(Text("title"))
    else { throw Failure.unknown("plan_item/14-efter") }
    let key = RecordKey(.benchmark("region/14"), name)
    let occasion = Occasion(person: "anna.berg", message: nil, time: .now)
    try built.replica.edit(occasion) { view in
      let change = try view.state(of: key).change(
        of: name, assigning: [Edit.Assignment(title, .string("Rubrik \(round), \(Timestamp.now)"))],
        by: built.replica.author)
      return change.map { [(key.scope, $0)] } ?? []
    }
  }

  @discardableResult
  private func ask(_ question: PageQuestion) -> PageAnswer {
    let host = "localhost:7402"
    guard let form = question.form else {
      return site.answer(
        PageRequest(target: question.target, fields: ["host": host]), with: built.replica)
    }
    return site.answer(
      PageRequest(
        method: "POST", target: question.target,
        fields: ["host": host, "sec-fetch-site": "same-origin"], body: Array(form.utf8)),
      with: built.replica)
  }

  private func time(_ body: () -> Void) -> Duration { clock.measure(body) }
}
