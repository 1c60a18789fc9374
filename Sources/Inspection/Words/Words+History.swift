extension Words {
  static let history: [Phrase] =
    changesetPhrases + [
      Phrase("history_title", "Historik och bevis", "History and proof"),
      Phrase("history_of", "Historik: {0}", "History: {0}"),
      Phrase("history_of_log", "Logg: {0}", "Log: {0}"),
      Phrase("history_of_record", "Historik för", "History of"),
      Phrase("history_about_record", "{0} {1} hos {2}.", "{0} {1} at {2}."),
      Phrase("history_about_log", "Allt som {0} skrivit i {1}.", "All that {0} wrote in {1}."),
      Phrase("history_to_record", "Visa posten", "Show the record"),
      Phrase(
        "history_intro",
        "Varje författare skriver sin egen logg i varje del av katalogen. Ändringarna är numrerade, "
          + "undertecknade och länkade till varandra, så att ingen kan ändra dem i efterhand.",
        "Each author writes a log of its own in each part of the catalogue. Changesets are numbered, "
          + "signed and linked to each other, so that nobody can alter them afterwards."),
      Phrase("history_empty", "Inget äldre finns här.", "Nothing older is here."),
      Phrase("history_no_logs", "Här finns inga loggar ännu.", "There are no logs here yet."),
      Phrase("history_logs_one", "{0} logg", "{0} log"),
      Phrase("history_logs_many", "{0} loggar", "{0} logs"),
      Phrase("history_author", "Författare", "Author"),
      Phrase("history_count", "Ändringar", "Changesets"),
      Phrase("history_last", "Senast skriven", "Last written"),
      Phrase("history_last_received", "Senast mottagen", "Last received"),
      Phrase("history_state", "Läge och huvud", "State and head"),
      Phrase("history_is_cut", "avklippt", "cut"),
      Phrase("history_who", "Vem", "Who"),
      Phrase(
        "history_claimed", "Skriven, enligt författarens klocka", "Written, by the author's clock"),
      Phrase("history_late", "klockan gick före", "the clock was ahead"),
      Phrase("history_received", "Kom hit", "Came here"),
      Phrase("history_message", "Meddelande", "Message"),
      Phrase("history_reason", "Skäl", "Reason"),
      Phrase("history_where", "Del av katalogen", "Part of the catalogue"),
      Phrase("history_size", "Omfattning", "Extent"),
      Phrase("history_records_one", "{0} post", "{0} record"),
      Phrase("history_records_many", "{0} poster", "{0} records"),
      Phrase("history_rest_one", "och {0} post till", "and {0} more record"),
      Phrase("history_rest_many", "och {0} poster till", "and {0} more records"),
      Phrase("history_no_body", "Innehållet finns inte här.", "The content is not here."),
      Phrase("history_proof", "Bevis", "Proof"),
      Phrase(
        "history_proven", "underskrift och kedja kontrollerade", "signature and chain checked"),
      Phrase(
        "history_unproven", "underskrift eller kedja stämmer inte",
        "signature or chain does not hold"),
      Phrase("history_held", "väntar på att kunna läsas", "waits to be readable"),
      Phrase(
        "history_cut", "räknas inte: loggen slutar före", "does not count: the log ends before"),
      Phrase("history_hash", "Hash", "Hash"),
      Phrase("history_what", "Vad som ändrades", "What was changed"),
      Phrase("history_field", "Fält", "Field"),
      Phrase("history_before", "Före", "Before"),
      Phrase("history_after", "Efter", "After"),
      Phrase("history_nothing", "(inget)", "(nothing)"),
      Phrase("history_removed", "(borttaget)", "(removed)"),
      Phrase("history_shortened", "{0} … (förkortat)", "{0} … (shortened)"),
      Phrase("history_changeset", "Ändring", "Changeset"),
      Phrase("history_newest", "Till de nyaste", "To the newest"),
      Phrase("history_older", "Äldre ändringar", "Older changesets"),
      Phrase("history_all_logs", "Alla loggar", "All logs"),
      Phrase(
        "history_verify_all", "Kontrollera alla underskrifter och kedjor på kommandoraden:",
        "Check every signature and chain on the command line:"),
    ]

  private static let changesetPhrases: [Phrase] = [
    Phrase("changeset_title", "Ändring {0}", "Changeset {0}"),
    Phrase("changeset_proof", "Bevis", "Proof"),
    Phrase("changeset_holds", "stämmer", "holds"),
    Phrase("changeset_fails", "stämmer inte", "does not hold"),
    Phrase(
      "changeset_signed", "Underskriften är gjord med nyckeln för {0} ({1}) i Peers: {2}.",
      "The signature was made with the key of {0} ({1}) in Peers: {2}."),
    Phrase(
      "changeset_body_fits", "Innehållet är det som undertecknades: {0}.",
      "The content is what was signed: {0}."),
    Phrase(
      "changeset_body_erased",
      "Värden är raderade av den som äger området. Resten av innehållet {0} intygar raderingen.",
      "Values were erased by the owner of the scope. For the rest of the content {0} that erasure "
        + "vouches."),
    Phrase(
      "changeset_no_body", "Innehållet finns inte här; det undertecknade är {0}.",
      "The content is not here; what was signed is {0}."),
    Phrase("changeset_first", "Den är den första i sin logg.", "It is the first of its log."),
    Phrase(
      "changeset_chained", "Den länkar till ändring {0} i loggen, vars hash är {1}.",
      "It links to changeset {0} of the log, whose hash is {1}."),
    Phrase(
      "changeset_unchained", "Ändring {0} i loggen har en annan hash än {1}.",
      "Changeset {0} of the log has another hash than {1}."),
    Phrase(
      "changeset_before_missing", "Ändring {0} i loggen finns inte här.",
      "Changeset {0} of the log is not here."),
    Phrase("changeset_download", "Hämta ändringen som JSON", "Download the changeset as JSON"),
    Phrase(
      "changeset_command",
      "Samma kontroll på kommandoraden: först av allt som finns här, sedan av den hämtade filen.",
      "The same check on the command line: first of all that is here, then of the file."),
    Phrase("changeset_changes", "Vad som ändrades", "What was changed"),
    Phrase("changeset_header", "Huvudet som undertecknades", "The header that was signed"),
    Phrase("changeset_bytes", "Storlek i byte", "Size in bytes"),
    Phrase("changeset_earlier", "Föregående i loggen", "The one before it in the log"),
    Phrase("changeset_later", "Nästa i loggen", "The next in the log"),
  ]
}
