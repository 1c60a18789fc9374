import SyncCore
import SyncStore

extension NightlyReport {
  /// The report in Swedish, in the same order every night: first what a person has to do.
  var document: ReportDocument {
    ReportDocument(
      title: "Nattlig synkronisering: \(partyTitle)",
      subtitle: "Replik \(author), körd \(Self.told(began)) till \(Self.told(ended))"
        + (isStopped ? ", avbruten" : ""),
      sections: [
        tasks, exchanges, lag, conflictSection, quarantineSection, unfinished, checkSection,
      ])
  }

  private var tasks: ReportDocument.Section {
    .init(
      title: "Att göra",
      blocks: needs.isEmpty
        ? [.paragraph("Ingenting behöver göras.")] : [.tasks(needs.map(\.swedish))])
  }

  private var exchanges: ReportDocument.Section {
    guard !peers.isEmpty else {
      return .init(
        title: "Utbyte", blocks: [.paragraph("Peers anger ingen plats att utbyta med.")])
    }
    let rows = peers.map { peer in
      [
        peer.name, "\(peer.report.received)", "\(peer.report.merged)", "\(peer.report.sent)",
        "\(peer.report.quarantined)", "\(peer.attempts)",
        peer.report.error.map { "misslyckades (\($0.codeText))" } ?? "klart", peer.proof.swedish,
      ]
    }
    let problems = peers.flatMap { peer in
      peer.report.problems.prefix(Self.listLimit).map { "\(peer.name): \($0)" }
    }
    return .init(
      title: "Utbyte",
      blocks: [
        .table(
          caption: "Vad som kom och gick, och om båda sidor har samma innehåll",
          columns: [
            .init(title: "Part eller plats"), .init(title: "Mottaget", isNumber: true),
            .init(title: "Nytt", isNumber: true), .init(title: "Skickat", isNumber: true),
            .init(title: "Avvisat", isNumber: true), .init(title: "Försök", isNumber: true),
            .init(title: "Utbyte"), .init(title: "Jämförelse"),
          ], rows: rows)
      ] + (problems.isEmpty ? [] : [.list(problems)]))
  }

  private var lag: ReportDocument.Section {
    .init(
      title: "Hur långt efter parterna är",
      blocks: [
        .table(
          caption: "Ändringar som parten saknade när den senast syntes",
          columns: [
            .init(title: "Part"), .init(title: "Namn"), .init(title: "Saknar", isNumber: true),
            .init(title: "Senaste kontakt"), .init(title: "Senaste ändring därifrån"),
          ],
          rows: regions.map { region in
            [
              region.party, region.title, region.lacks.map { "\($0)" } ?? "okänt",
              region.lastContact.map { Self.told($0) } ?? "aldrig",
              region.newest.map { "\($0.dot), \(Self.told($0.claimed))" } ?? "ingen",
            ]
          })
      ])
  }

  /// An instant to the minute.
  static func told(_ time: Timestamp) -> String {
    let text = time.description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }
}

extension ProofOutcome {
  /// The outcome for people.
  fileprivate var swedish: String {
    switch self {
    case .notAsked: "inte gjord"
    case .unsupported: "mappar kan inte jämföras"
    case .failed(let error): "misslyckades (\(error.codeText))"
    case .compared(.equal): "lika"
    case .compared(.formatsDiffer): "olika format"
    case .compared(.rightsDiffer): "olika Peers"
    case .compared(.headsDiffer(let scopes)):
      "någon skrev samtidigt: \(scopes.map(\.string).joined(separator: ", "))"
    case .compared(.digestsDiffer(let scopes)):
      "OLIKA INNEHÅLL: \(scopes.map(\.string).joined(separator: ", "))"
    }
  }
}
