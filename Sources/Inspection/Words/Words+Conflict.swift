extension Words {
  /// The page of one conflict.
  static let conflict: [Phrase] =
    conflictFrame + conflictValues + conflictSettling + conflictReferral + conflictFailures

  private static let conflictFrame: [Phrase] = [
    Phrase("conflict_heading", "{0}: {1}", "{0}: {1}"),
    Phrase("conflict_history", "hela historiken", "the whole history"),
    Phrase("conflict_list", "Till listan över konflikter", "To the list of conflicts"),
    Phrase("conflict_command", "Samma sak på kommandoraden", "The same on the command line"),
    Phrase(
      "conflict_record_hidden", "Posten är borttagen. Återställ den om den ska gälla.",
      "The record is deleted. Restore it if it is to count."),
    Phrase(
      "sentence_values",
      "{0} för {1} hos {2}: {3} värden sattes utan att de som skrev visste om varandra.",
      "{0} of {1} at {2}: {3} values were set by people who did not know of each other."),
    Phrase(
      "sentence_existence",
      "{0} hos {1}: någon tog bort posten medan någon annan ändrade den.",
      "{0} at {1}: somebody deleted the record while somebody else changed it."),
    Phrase(
      "sentence_closed", "{0} för {1} hos {2}: här finns inget att avgöra.",
      "{0} of {1} at {2}: there is nothing to settle here."),
    Phrase("number_2", "två", "two"), Phrase("number_3", "tre", "three"),
    Phrase("number_4", "fyra", "four"), Phrase("number_5", "fem", "five"),
    Phrase("exists_label", "Om posten finns", "Whether the record exists"),
    Phrase("exists_kept", "posten är kvar", "the record stays"),
    Phrase("exists_deleted", "posten är borttagen", "the record is deleted"),
    Phrase("member_in", "finns i listan", "is in the list"),
    Phrase("done_settled", "Avgjort, som {0}.", "Settled, as {0}."),
    Phrase("done_nothing", "Värdet gällde redan. Inget skrevs.", "It was so. Nothing was written."),
    Phrase("done_undone", "Ångrat, som {0}.", "Undone, as {0}."),
    Phrase("done_sent", "Antecknat som skickat.", "Noted as sent."),
    Phrase(
      "done_kept_one",
      "Ett värde som kom hit under tiden ligger kvar bredvid. Avgör det också.",
      "One value that came meanwhile stays beside it. Settle that as well."),
    Phrase(
      "done_kept_many",
      "{0} värden som kom hit under tiden ligger kvar bredvid. Avgör dem också.",
      "{0} values that came meanwhile stay beside it. Settle those as well."),
  ]

  private static let conflictValues: [Phrase] = [
    Phrase("values_heading", "Värdena", "The values"),
    Phrase("base_label", "Före båda", "Before both"),
    Phrase(
      "difference_help_shown",
      "Understruket har kommit till, genomstruket saknas, jämfört med det som visas nu.",
      "Underlined was added, struck through is missing, against what is shown now."),
    Phrase(
      "base_none", "de har inget gemensamt värde att utgå från", "they share no earlier value"),
    Phrase("rule_label", "Visas nu", "Shown now"),
    Phrase("rule_shown", "Tills vidare visas", "Meanwhile this is shown:"),
    Phrase(
      "rule_manual",
      "Ingen regel avgör fältet; det som skrevs senast enligt uppgiven tid visas.",
      "No rule settles this field; what was written last by the claimed times is shown."),
    Phrase(
      "rule_latest", "Regeln är att det senaste datumet gäller.", "The rule: the latest date."),
    Phrase("rule_highest", "Regeln är att det högsta talet gäller.", "The rule: the highest."),
    Phrase(
      "rule_owner_first",
      "Regeln är att ägarens värde gäller, men den räcker inte här.",
      "The rule is that the owner's value counts, but it does not decide here."),
    Phrase(
      "rule_existence", "Posten visas tills någon avgör om den ska finnas.",
      "The record is shown until somebody settles whether it exists."),
    Phrase("since_label", "Här sedan", "Here since"),
    Phrase("owner_label", "Ägare", "Owner"),
    Phrase("owner_mine", "du får avgöra", "you may settle it"),
    Phrase("owner_other", "du får inte avgöra", "not yours to settle"),
    Phrase(
      "difference_help",
      "Understruket har kommit till, genomstruket har tagits bort, jämfört med före båda.",
      "Underlined was added, struck through was taken out, against what was before both."),
    Phrase("sibling_shown", "visas nu", "shown now"),
    Phrase("sibling_whole", "Hela texten", "The whole text"),
    Phrase("sibling_person", "Person", "Person"),
    Phrase("sibling_written", "Skrivet", "Written"),
    Phrase("sibling_late", "klockan gick före", "the clock was ahead"),
    Phrase("sibling_received", "Kom hit", "Came here"),
    Phrase("sibling_message", "Meddelande", "Message"),
    Phrase("sibling_reason", "Skäl", "Reason"),
    Phrase("sibling_changeset", "Ändring", "Change"),
    Phrase("sibling_others", "Ändrades samtidigt", "Changed in the same edit"),
    Phrase("sibling_no_others", "Inget annat ändrades samtidigt.", "Nothing else was changed."),
    Phrase("sibling_then", "Posten då", "The record then"),
    Phrase("strangers_heading", "Varför de inte visste om varandra", "Why they did not know"),
    Phrase(
      "strangers_own", "{0} ({3}) skrev här {1}.", "{0} ({3}) wrote here at {1}."),
    Phrase(
      "strangers_other", "{0} ({3}) skrev {1}; det kom hit {2}.",
      "{0} ({3}) wrote at {1}; it came here at {2}."),
    Phrase(
      "strangers_last", "Senaste utbyte med {0}: {1}.", "Last exchange with {0}: {1}."),
    Phrase(
      "strangers_folder", "Senaste utbyte genom {0}: {1}.", "Last exchange through {0}: {1}."),
    Phrase(
      "strangers_never", "Inget direkt utbyte med {0} har skett härifrån.",
      "There was no direct exchange with {0} from here."),
  ]

  private static let conflictSettling: [Phrase] = [
    Phrase("settle_heading", "Avgör", "Settle"),
    Phrase(
      "settle_unknown_person", "Servern vet inte vem du är, så inget kan skrivas.",
      "The server does not know who you are, so nothing can be written."),
    Phrase("settle_choose", "Vilket värde ska gälla?", "Which value is to count?"),
    Phrase("settle_own", "Ett nytt värde:", "A new value:"),
    Phrase("settle_preview", "Granska ändringen", "Preview the change"),
    Phrase("settle_confirm", "Avgör", "Settle"),
    Phrase("reason_label", "Skäl (måste anges)", "Reason (required)"),
    Phrase(
      "reason_help", "Varför just detta värde? Skälet syns för alla i historiken.",
      "Why this value? Everybody sees the reason in the history."),
    Phrase("parts_heading", "Sätt ihop av delar", "Put together from parts"),
    Phrase(
      "parts_help",
      "Välj stycke för stycke. Resultatet hamnar i rutan för nytt värde, där du kan ändra det.",
      "Choose paragraph by paragraph. The result goes into the box of the new value."),
    Phrase("parts_stretch", "Stycke {0}", "Paragraph {0}"),
    Phrase("parts_nothing", "(inget här)", "(nothing here)"),
    Phrase("parts_compose", "Sätt ihop", "Put together"),
    Phrase("preview_heading", "Så blir ändringen", "What would be written"),
    Phrase("preview_empty", "Värdet gäller redan; inget skulle skrivas.", "Nothing would change."),
    Phrase("preview_field", "Fält", "Field"),
    Phrase("preview_value", "Nytt värde", "New value"),
    Phrase("preview_removed", "(tas bort)", "(removed)"),
    Phrase("preview_ends", "Ersätter", "Replaces"),
    Phrase("preview_stays", "Ligger kvar bredvid", "Stays beside it"),
    Phrase("preview_json", "Ändringen som den signeras", "The change as it is signed"),
    Phrase(
      "preview_next", "Inget är skrivet än. Välj Avgör nedan om det stämmer.",
      "Nothing is written yet. Choose Settle below if it is right."),
    Phrase("closed_heading", "Avgjort", "Settled"),
    Phrase("closed_value", "Värdet nu", "The value now"),
    Phrase("closed_who", "Avgjordes av", "Settled by"),
    Phrase("closed_reason", "Skäl", "Reason"),
    Phrase("undo_button", "Ångra", "Undo"),
    Phrase(
      "undo_help",
      "Skriver det värde som visades före. Konflikten öppnas inte igen, men alla värden finns kvar.",
      "Writes the value that was shown before. The conflict stays closed; every value is kept."),
    Phrase("undo_reason", "Ångrar {0}", "Undoes {0}"),
    Phrase("earlier_heading", "De värden som fanns att välja på", "The values there were"),
    Phrase("earlier_choose", "Välj ett av dem i stället", "Choose one of them instead"),
    Phrase("earlier_confirm", "Byt till det valda", "Change to the chosen one"),
  ]

  private static let conflictReferral: [Phrase] = [
    Phrase("referral_heading", "Skicka till ägaren", "Send it to the owner"),
    Phrase(
      "referral_help",
      "Bara ägaren kan avgöra detta. Texten är klar att skicka med e-post.",
      "Only the owner can settle this. The text is ready to be mailed."),
    Phrase("referral_label", "Text att skicka", "Text to send"),
    Phrase("referral_copy", "Kopiera texten", "Copy the text"),
    Phrase("referral_copied", "Kopierad", "Copied"),
    Phrase("referral_mark", "Anteckna som skickad", "Note it as sent"),
    Phrase("referral_sent", "Skickad {0} av {1}.", "Sent {0} by {1}."),
    Phrase(
      "referral_text",
      """
      Hej {0}!

      {1}

      {2}

      Ni äger uppgiften, så bara ni kan avgöra vilket värde som ska gälla.
      Här: {3}
      Hos er: {4}
      """,
      """
      Hello {0}!

      {1}

      {2}

      You own this, so only you can settle which value is to count.
      Here: {3}
      At yours: {4}
      """),
  ]

  private static let conflictFailures: [Phrase] = [
    Phrase(
      "failure.reason_missing", "Skälet saknas. Inget skrevs.",
      "The reason is missing. Nothing was written."),
    Phrase(
      "hint.reason_missing", "Skriv med en mening varför. Det du valt finns kvar.",
      "Write why in one sentence. Your choice is kept."),
    Phrase(
      "failure.nothing_chosen", "Inget värde är valt. Inget skrevs.",
      "No value is chosen. Nothing was written."),
    Phrase(
      "hint.nothing_chosen", "Välj ett av värdena, eller skriv ett nytt.",
      "Choose one of the values, or write a new one."),
    Phrase(
      "failure.another_came", "Ett värde till har kommit under tiden. Inget sattes ihop.",
      "Another value came meanwhile. Nothing was put together."),
    Phrase(
      "hint.another_came", "Titta på värdena igen och välj delarna på nytt.",
      "Look at the values again, then choose the parts."),
    Phrase(
      "failure.not_a_date", "Det är inget datum. Inget skrevs.",
      "That is no date. Nothing was written."),
    Phrase("hint.not_a_date", "Skriv en dag som 2026-05-01.", "Write a day as 2026-05-01."),
    Phrase(
      "failure.not_an_integer", "Det är inget heltal. Inget skrevs.",
      "That is no whole number. Nothing was written."),
    Phrase("hint.not_an_integer", "Skriv bara siffror.", "Write digits alone."),
    Phrase(
      "failure.unknown_code", "Den koden finns inte i listan. Inget skrevs.",
      "That code is not in the list. Nothing was written."),
    Phrase("hint.unknown_code", "Välj ur listan.", "Choose from the list."),
    Phrase(
      "failure.not_a_reference", "Det är inget giltigt id. Inget skrevs.",
      "That is no valid id. Nothing was written."),
    Phrase("hint.not_a_reference", "Sök upp posten i katalogen.", "Look it up in the catalogue."),
    Phrase(
      "failure.zero_character", "Texten innehåller ett tecken som inte får finnas. Inget skrevs.",
      "The text holds a character that may not stand there. Nothing was written."),
    Phrase("hint.zero_character", "Ta bort det.", "Take it out."),
    Phrase(
      "failure.too_long", "Texten är för lång. Inget skrevs.",
      "The text is too long. Nothing was written."),
    Phrase(
      "hint.too_long", "Korta den, eller lägg den i ett dokument och hänvisa dit.",
      "Shorten it, or put it in a document and refer to that."),
    Phrase(
      "failure.personnummer", "Texten innehåller ett personnummer. Inget skrevs.",
      "The text holds a personal number. Nothing was written."),
    Phrase(
      "hint.personnummer", "Ta bort det: uppgifter om patienter hör aldrig hemma här.",
      "Take it out: data on patients never belongs here."),
    Phrase(
      "failure.samordningsnummer", "Texten innehåller ett samordningsnummer. Inget skrevs.",
      "The text holds a coordination number. Nothing was written."),
    Phrase(
      "hint.samordningsnummer", "Ta bort det: uppgifter om patienter hör aldrig hemma här.",
      "Take it out: data on patients never belongs here."),
  ]
}
