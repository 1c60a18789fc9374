import SyncCore
import SyncStore

/// The sections on what is open in the replica, whoever brought it.
extension NightlyReport {
  var conflictSection: ReportDocument.Section {
    guard openConflicts > 0 else {
      return .init(title: "Konflikter", blocks: [.paragraph("Inga öppna konflikter.")])
    }
    var blocks: [ReportDocument.Block] = [
      .table(
        caption: "Öppna konflikter per område och typ",
        columns: [
          .init(title: "Område"), .init(title: "Typ"), .init(title: "Öppna", isNumber: true),
          .init(title: "Nya", isNumber: true),
        ],
        rows: conflicts.map { tally in
          [
            tally.scope.string, labels[tally.type] ?? tally.type.string, "\(tally.open)",
            "\(tally.new)",
          ]
        })
    ]
    if !newConflicts.isEmpty {
      blocks.append(.list(newConflicts.map { "\($0.key.name) \($0.cell) i \($0.key.scope)" }))
    }
    let rest = newConflictCount - newConflicts.count
    if rest > 0 { blocks.append(.paragraph("Och ytterligare \(rest). Se syncd conflicts.")) }
    return .init(title: "Konflikter", blocks: blocks)
  }

  var quarantineSection: ReportDocument.Section {
    guard quarantined > 0 else {
      return .init(title: "Karantän", blocks: [.paragraph("Ingenting i karantän.")])
    }
    return .init(
      title: "Karantän",
      blocks: [
        .table(
          caption: "Avvisade rader per orsak",
          columns: [.init(title: "Orsak"), .init(title: "Antal", isNumber: true)],
          rows: quarantine.map { [$0.reason, "\($0.count)"] })
      ])
  }

  var unfinished: ReportDocument.Section {
    let items =
      waiting.map { log in
        "\(log.name.author) i \(log.name.scope): från nummer \(log.first) väntar på nummer"
          + " \(log.missing)"
      }
      + held.map { log in
        let need = log.need == .body ? "väntar på sin text" : "kräver en nyare syncd"
        return "\(log.name.author) i \(log.name.scope): nummer \(log.sequence) \(need)"
      }
      + forks.map { "\($0.name.author) i \($0.name.scope): kluven vid nummer \($0.fork ?? 0)" }
    return .init(
      title: "Loggar som väntar",
      blocks: [items.isEmpty ? .paragraph("Ingen logg väntar.") : .list(items)])
  }

  var checkSection: ReportDocument.Section {
    guard !findings.isEmpty else {
      return .init(title: "Kontroll", blocks: [.paragraph("Inget tveksamt hittades.")])
    }
    let rest = findings.count - Self.listLimit
    return .init(
      title: "Kontroll",
      blocks: [
        .paragraph("Fel: \(errors). Varningar: \(findings.count - errors)."),
        .list(
          findings.prefix(Self.listLimit).map { finding in
            "\(finding.isError ? "Fel" : "Varning") \(finding.code): \(finding.message)"
          }),
      ] + (rest > 0 ? [.paragraph("Och \(rest) till: syncd check.")] : []))
  }
}
