extension Words {
  /// Why something was refused, by the code of the refusal.
  func refusal(_ code: String) -> String { table["refusal_\(code)"] ?? code }

  /// What to do about a refusal.
  func refusalAdvice(_ code: String) -> String {
    table["refusal_\(code)_next"] ?? self["refusal_malformed_next"]
  }

  static let quarantine: [Phrase] =
    refusals + [
      Phrase(
        "quarantine_intro",
        "Här ligger ändringar som andra skickat och som inte togs emot. Inget av dem har slagits "
          + "samman med katalogen och inget skickas vidare. De prövas igen av sig själva när "
          + "Peers ändras eller någon skickar den rätta ändringen.",
        "Changes that others sent and that were not taken. Nothing of them was merged or is "
          + "relayed. They are tried again by themselves when Peers changes or somebody sends "
          + "the true one."),
      Phrase("quarantine_refused", "Nekade ändringar", "Refused changes"),
      Phrase("quarantine_reasons", "Antal per orsak", "Count by reason"),
      Phrase("quarantine_chosen", "visas nu", "shown now"),
      Phrase("quarantine_count_one", "{0} nekad ändring, nyast först", "{0} refused change"),
      Phrase(
        "quarantine_count_many", "{0} nekade ändringar, nyast först",
        "{0} refused changes, newest first"),
      Phrase("quarantine_when", "När", "When"),
      Phrase("quarantine_from", "Kom från", "Came from"),
      Phrase("quarantine_from_waiting", "hade väntat här", "had waited here"),
      Phrase("quarantine_log", "Vems ändring", "Whose change"),
      Phrase("quarantine_unreadable", "går inte att läsa ut", "cannot be read"),
      Phrase("quarantine_sequence", "nummer", "number"),
      Phrase("quarantine_why", "Varför", "Why"),
      Phrase("quarantine_next", "Vad du kan göra", "What to do"),
      Phrase("quarantine_words", "Programmets egna ord", "The program's own words"),
      Phrase("quarantine_show_log", "Loggens historik", "The log's history"),
      Phrase(
        "quarantine_empty", "Karantänen är tom: allt som kommit har tagits emot.",
        "The quarantine is empty: everything that came was taken."),
      Phrase(
        "quarantine_limit", "Högst {0} nekade ändringar sparas; de äldsta försvinner först.",
        "At most {0} refusals are kept; the oldest go first."),
      Phrase("quarantine_logs", "Loggar som behöver något", "Logs that need something"),
      Phrase("quarantine_waiting_title", "Loggar som väntar", "Logs that wait"),
      Phrase(
        "quarantine_waiting_help",
        "En senare ändring kom före en tidigare i samma logg. Den slås samman när den som saknas "
          + "kommer; hämta igen från den region som skrev.",
        "A later change came before an earlier one of the same log. It is merged when the missing "
          + "one comes; pull again from the region that wrote."),
      Phrase(
        "quarantine_waits", "{0} från nummer {1} väntar på nummer {2}.",
        "{0} from number {1} on wait for number {2}."),
      Phrase("quarantine_changesets_one", "{0} ändring", "{0} changeset"),
      Phrase("quarantine_changesets_many", "{0} ändringar", "{0} changesets"),
      Phrase("quarantine_held_title", "Loggar som hålls kvar", "Logs that are held"),
      Phrase(
        "quarantine_held_help",
        "Ändringarna är äkta, men går inte att läsa ännu. De sparas och skickas vidare.",
        "The changes are genuine, but cannot be read yet. They are kept and relayed."),
      Phrase(
        "quarantine_needs_body", "Nummer {0} saknar sin text. Den slås samman när texten kommer.",
        "Number {0} is without its text. It is merged when the text comes."),
      Phrase(
        "quarantine_needs_format",
        "Nummer {0} är skrivet i format {1}. Uppgradera syncd för att läsa det.",
        "Number {0} is written in format {1}. Upgrade syncd to read it."),
      Phrase("quarantine_cut_title", "Avklippta loggar", "Logs that are cut"),
      Phrase(
        "quarantine_cut_help",
        "Det som skrivits efter klippet finns kvar som bevis men räknas inte.",
        "What was written behind the cut stays as evidence but does not count."),
      Phrase(
        "quarantine_cut_at", "{0} efter nummer {1} räknas inte: {2}",
        "{0} after number {1} do not count: {2}"),
      Phrase(
        "quarantine_fork",
        "två olika undertecknade ändringar har nummer {0}. Någon har skrivit med samma namn på två "
          + "ställen, till exempel efter en återställd säkerhetskopia. De värden som ingen ersatt "
          + "skrivs om av sig själva under ett nytt namn.",
        "two different signed changes have number {0}. Somebody wrote under one name in two "
          + "places, such as after a restored backup. Values that nobody replaced are written "
          + "again by themselves under a new name."),
      Phrase(
        "quarantine_pin",
        "Peers avslutar loggen där. Är det fel rättar den som sköter Peers filen.",
        "Peers ends the log there. If that is wrong, whoever keeps Peers corrects the file."),
      Phrase(
        "quarantine_no_logs", "Ingen logg väntar, hålls kvar eller är avklippt.",
        "No log waits, is held or is cut."),
    ]
}
