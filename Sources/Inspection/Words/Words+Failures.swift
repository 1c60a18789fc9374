extension Words {
  /// What a failure means, by its code; the program's own words where a code has none here.
  func failure(_ failure: Failure) -> String {
    table["failure.\(failure.code)"] ?? failure.message
  }

  /// What to do next.
  func hint(_ failure: Failure) -> String {
    table["hint.\(failure.code)"] ?? (language == .english ? failure.hint : self["hint.any"])
  }

  /// Failures by their codes, and why a request is not taken.
  static let failures: [Phrase] = [
    Phrase("failure_title", "Det gick inte", "That did not work"),
    Phrase("failure_detail", "Programmets egna ord", "The program's own words"),
    Phrase("failure_typed", "Det du skrev finns kvar här", "What you typed is kept here"),
    Phrase("failure_back", "Till översikten", "To the overview"),
    Phrase(
      "hint.any", "Gå tillbaka, titta igen och försök på nytt.", "Go back, look again, retry."),
    Phrase(
      "failure.page_missing", "Det finns ingen sådan sida.", "There is no such page."),
    Phrase("hint.page_missing", "Gå till översikten.", "Go to the overview."),
    Phrase(
      "failure.record_missing", "Posten finns inte här.", "The record is not here."),
    Phrase("hint.record_missing", "Sök den i katalogen.", "Look for it in the catalogue."),
    Phrase(
      "failure.record_hidden",
      "Posten har tagits bort under tiden. Inget skrevs.",
      "The record was deleted meanwhile. Nothing was written."),
    Phrase(
      "hint.record_hidden", "Återställ posten först, om den ska finnas kvar.",
      "Restore the record first, if it is to stay."),
    Phrase(
      "failure.busy",
      "Replikan är upptagen av en lång synkronisering. Inget skrevs.",
      "The replica is busy with a long synchronisation. Nothing was written."),
    Phrase("hint.busy", "Vänta en stund och skicka igen.", "Wait a moment and send it again."),
    Phrase(
      "failure.overtaken",
      "Någon annan vid samma replika hann före. Inget skrevs.",
      "Somebody else at this replica was faster. Nothing was written."),
    Phrase(
      "hint.overtaken", "Jämför båda värdena nedan och bestäm dig på nytt.",
      "Compare both values below and decide again."),
    Phrase(
      "failure.no_right",
      "Du får inte skriva här: uppgiften ägs av någon annan. Inget skrevs.",
      "You may not write here: the value belongs to somebody else. Nothing was written."),
    Phrase(
      "hint.no_right", "Skicka ärendet till ägaren med texten på konfliktens sida.",
      "Send it to the owner with the text on the conflict's page."),
    Phrase(
      "failure.unknown_dot",
      "Värdet du utgick från finns inte kvar. Inget skrevs.",
      "The value you started from is no longer there. Nothing was written."),
    Phrase("hint.unknown_dot", "Titta på de värden som gäller nu.", "Look at the values of now."),
    Phrase(
      "failure.no_conflict", "Här finns ingen öppen konflikt längre. Inget skrevs.",
      "There is no open conflict here any more. Nothing was written."),
    Phrase(
      "hint.no_conflict", "Någon har redan avgjort den. Se historiken.",
      "Somebody has settled it already. See the history."),
    Phrase(
      "failure.nothing_to_undo", "Det finns inget eget att ångra här.",
      "There is nothing of yours to undo here."),
    Phrase("hint.nothing_to_undo", "Se historiken.", "See the history."),
    Phrase(
      "failure.value_erased", "Det som stod här är raderat för gott. Inget skrevs.",
      "What stood here was erased for good. Nothing was written."),
    Phrase(
      "hint.value_erased", "Ta eller skriv ett annat värde.", "Take or write another value."),
    Phrase(
      "failure.disk_full", "Disken är full. Inget skrevs.", "The disk is full. Nothing was written."
    ),
    Phrase(
      "refused_host",
      "Sidan nås bara under sin egen adress. Inget gjordes.",
      "The site answers under its own address only. Nothing was done."),
    Phrase(
      "refused_host_hint",
      "Använd adressen som servern skrev ut, eller ange --pages-url när den startas.",
      "Use the address that the server printed, or give --pages-url when it is started."),
    Phrase(
      "refused_origin",
      "Formuläret kom från en annan webbplats. Inget gjordes.",
      "The form came from another site. Nothing was done."),
    Phrase(
      "refused_origin_hint", "Öppna sidan här och skicka formuläret därifrån.",
      "Open the page here and send the form from there."),
    Phrase(
      "refused_method", "Sidan tar inte emot den sortens begäran. Inget gjordes.",
      "The page does not take this kind of request. Nothing was done."),
    Phrase("refused_method_hint", "Gå till översikten.", "Go to the overview."),
    Phrase(
      "refused_person",
      "Servern vet inte vem du är. Inget skrevs.",
      "The server does not know who you are. Nothing was written."),
    Phrase(
      "refused_person_hint",
      "Logga in genom regionens inloggning och skicka igen.",
      "Sign in through your organisation and send it again."),
  ]
}
