import SyncCore

extension NightlyNeed {
  /// What happened and what to do, as the report for people says it.
  var swedish: String {
    switch self {
    case .digestsDiffer(let peer, let scopes):
      "LARM: \(peer) har samma ändringar men visar ett annat innehåll i"
        + " \(scopes.map(\.string).joined(separator: ", ")). Kör syncd verify på båda"
        + " sidor: den hittar skador, och det som raderats av en ändring som inte längre räknas."
    case .lapsedErasures(let lapsed):
      "\(Self.counted(lapsed.count, "fält är raderat", "fält är raderade")) av en ändring som inte"
        + " längre räknas. Den som inte fick höra om raderingen i tid visar värdet ännu. syncd"
        + " verify namnger fälten; radera dem igen där områdets ägare får skriva."
    case .forks(let count):
      "\(Self.counted(count, "logg är kluven", "loggar är kluvna")): två ändringar med samma nummer. Se syncd status och fråga den"
        + " part som skrivit vilken kopia som gäller."
    case .conflicts(let open, let new):
      "\(Self.counted(open, "konflikt är öppen", "konflikter är öppna")), varav"
        + " \(Self.counted(new, "ny", "nya")). Avgör med syncd conflicts och syncd resolve."
    case .quarantine(let count):
      "\(Self.counted(count, "avvisad rad", "avvisade rader")) ligger i karantän. Se syncd"
        + " quarantine."
    case .peersDiffer(let peer):
      "Peers skiljer sig från den hos \(peer), så innehållet kan inte jämföras. Uppdatera Peers på"
        + " båda sidor."
    case .formatsDiffer(let peer):
      "\(peer) använder ett annat format. Uppdatera syncd på båda sidor."
    case .trouble(let peer, let code, _, _): "\(peer): \(Self.swedish(code))"
    case .upgrade(let logs):
      "\(Self.counted(logs, "logg", "loggar")) innehåller ändringar i ett nyare format. Uppdatera syncd; inget går förlorat"
        + " under tiden."
    case .findings(let errors): "syncd check hittar \(errors) fel i katalogen."
    case .stopped: "Körningen avbröts innan den var klar. Kör syncd nightly igen."
    }
  }

  private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }

  /// Trouble with a peer, by its code; the full message stands in the JSON document and the log.
  private static func swedish(_ code: String) -> String {
    let known = [
      "peer_unreachable": "gick inte att nå. Kontrollera nätet och att parten är i drift.",
      "peer_busy": "var upptagen. Nästa körning försöker igen.",
      "time_limit": "hann inte bli klar. Nästa körning fortsätter där den slutade.",
      "certificate_invalid": "certifikatet är inte giltigt. Kontakta parten.",
      "request_refused": "avvisade anropet. Kontrollera att båda sidor har samma Peers.",
      "changeset_too_large_for_peer": "tar inte emot en så stor ändring. Höj gränsen i dess proxy.",
      "peer_not_understood": "svarade något som inte går att tolka. Kontrollera adressen.",
      "folder_missing": "mappen finns inte. Kontrollera sökvägen och att den är monterad.",
      "folder_unreadable": "mappen går inte att läsa. Kontrollera rättigheterna.",
      "folder_read_only": "mappen går inte att skriva i. Kontrollera rättigheterna.",
      "folder_full": "mappen är full. Frigör utrymme.",
    ]
    return known[code] ?? "utbytet misslyckades (\(code)). Se loggen."
  }
}
