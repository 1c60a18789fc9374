extension Words {
  /// Why something was refused, and what to do: by the code of the refusal.
  static let refusals: [Phrase] = [
    Phrase("refusal_malformed", "Raden följer inte formatet", "The line breaks the format"),
    Phrase(
      "refusal_malformed_next", "Be avsändaren skicka den rätta ändringen igen.",
      "Ask the sender for the true changeset."),
    Phrase("refusal_too_deep", "För många nivåer i varandra", "Nested too deep"),
    Phrase("refusal_text_too_long", "En text är för lång", "A text is too long"),
    Phrase(
      "refusal_too_many_changes", "För många ändringar på en gång", "Too many changes at once"),
    Phrase("refusal_too_large", "Ändringen är för stor", "The changeset is too large"),
    Phrase(
      "refusal_body_mismatch", "Innehållet är inte det som undertecknades",
      "The content is not what was signed"),
    Phrase(
      "refusal_body_mismatch_next",
      "Filen har ändrats på vägen. Hämta ändringen på nytt från den som skrev den.",
      "It was altered on its way. Get it anew from whoever wrote it."),
    Phrase("refusal_unknown_author", "Okänd författare", "Unknown author"),
    Phrase(
      "refusal_unknown_author_next",
      "Är författaren känd för er: be den som sköter Peers lägga till den, och hämta igen.",
      "If you know the author, have it added to Peers and pull again."),
    Phrase("refusal_no_right", "Författaren får inte skriva där", "The author may not write there"),
    Phrase(
      "refusal_no_right_next",
      "Ska författaren ha rätten: låt den som sköter Peers rätta ”writes”, och hämta igen. Annars "
        + "behöver du inte göra något.",
      "If the author should have the right, have \"writes\" in Peers corrected and pull again. "
        + "Otherwise there is nothing to do."),
    Phrase(
      "refusal_signature_mismatch", "Underskriften stämmer inte", "The signature does not fit"),
    Phrase(
      "refusal_signature_mismatch_next",
      "Fråga den region som påstås ha skrivit om deras nuvarande nyckel, eller efter den rätta "
        + "ändringen. Ta frågan på allvar: någon kan ha försökt skriva i deras namn.",
      "Ask the region said to have written for its current key, or for the true changeset. Take "
        + "it seriously: somebody may have tried to write in its name."),
    Phrase(
      "refusal_beyond_pin", "Skriven efter loggens slut i Peers", "Behind the log's end in Peers"),
    Phrase(
      "refusal_beyond_pin_next", "Är slutet i Peers fel: låt rätta det, och hämta igen.",
      "If the end in Peers is wrong, have it corrected and pull again."),
    Phrase(
      "refusal_pin_mismatch", "Inte den ändring som Peers avslutar loggen med",
      "Not the changeset with which Peers ends the log"),
    Phrase(
      "refusal_pin_mismatch_next", "Är slutet i Peers fel: låt rätta det, och hämta igen.",
      "If the end in Peers is wrong, have it corrected and pull again."),
    Phrase("refusal_broken_chain", "Kedjan är bruten", "The chain is broken"),
    Phrase(
      "refusal_broken_chain_next",
      "Hämta igen. Står det kvar: fråga den region som skrev vilken ändring som är den rätta.",
      "Pull again. If it stays, ask the region that wrote which changeset is true."),
    Phrase("refusal_fork", "Två ändringar med samma nummer", "Two changesets with one number"),
    Phrase(
      "refusal_fork_next",
      "Den replika som skrev ska hämta; då skriver den vidare under ett nytt namn.",
      "The replica that wrote has to pull; then it writes on under a new name."),
    Phrase("refusal_waiting_overflow", "För mycket väntar redan", "Too much waits already"),
    Phrase(
      "refusal_waiting_overflow_next", "Inget: den begärs igen vid nästa hämtning.",
      "Nothing: it is asked for again by the next pull."),
    Phrase(
      "refusal_damaged_changeset", "Ändringen var skadad på disken här",
      "The changeset was damaged on the disk here"),
    Phrase(
      "refusal_damaged_changeset_next",
      "Synka: den begärs igen från den som har den. Be it-driften kontrollera disken.",
      "Sync: it is asked for again from whoever has it. Have operations check the disk."),
    Phrase("refusal_cannot_sign", "Gick inte att underteckna", "Could not be signed"),
    Phrase(
      "refusal_cannot_sign_next", "Försök igen. Står det kvar: be it-driften se över nyckelfilen.",
      "Try again; if it stays, have operations check the key file."),
  ]
}
