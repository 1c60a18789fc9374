extension Words {
  /// The page of one record.
  static let record: [Phrase] = recordFields + recordStanding + recordAround + recordForm

  private static let recordFields: [Phrase] = [
    Phrase("record_fields", "Uppgifter", "Fields"),
    Phrase("record_fields_caption", "Fälten i sin ordning", "The fields in their order"),
    Phrase("record_field", "Fält", "Field"),
    Phrase("record_value", "Värde", "Value"),
    Phrase("record_written", "Skrivet av", "Written by"),
    Phrase("record_message", "Meddelande:", "Message:"),
    Phrase("record_reason", "Skäl:", "Reason:"),
    Phrase("record_whole", "Hela texten", "The whole text"),
    Phrase("record_characters", "tecken", "characters"),
    Phrase("record_not_here", "(finns inte här)", "(not here)"),
    Phrase("record_deleted_tag", "borttagen", "deleted"),
    Phrase("record_others", "Andra uppgifter", "Other data"),
    Phrase(
      "record_others_help",
      "Fält som den här versionen inte känner, och värden av annat slag än fältets. De sparas och "
        + "delas som de är.",
      "Fields that this version does not know, and values of another kind than their field's. "
        + "They are kept and shared as they are."),
    Phrase("record_values", "{0} värden: avgör konflikten", "{0} values: settle the conflict"),
    Phrase(
      "record_values_agreed", "{0} värden, avgjorda av fältets regel eller lika",
      "{0} values, settled by the field's rule or equal"),
    Phrase("record_history_of", "Historik för", "History of"),
    Phrase("record_field_history", "Historik för {0}", "History of {0}"),
    Phrase("record_no_history", "Inget har skrivits här.", "Nothing was written here."),
    Phrase("record_live", "gäller", "in force"),
    Phrase("record_was", "Ersatte", "Replaced"),
    Phrase("record_removed", "togs bort", "was removed"),
    Phrase("record_close_history", "Stäng historiken", "Close the history"),
  ]

  private static let recordStanding: [Phrase] = [
    Phrase("record_deleted", "Posten är borttagen, av:", "The record is deleted, by:"),
    Phrase(
      "record_contested",
      "Posten togs bort av någon som inte hade sett allt. Den visas tills någon avgör det. "
        + "Borttagen av:",
      "The record was deleted by somebody who had not seen all of it. It is shown until somebody "
        + "settles that. Deleted by:"),
    Phrase(
      "record_settle_existence", "Avgör om posten ska finnas",
      "Settle whether the record is to exist"),
    Phrase("record_history", "Postens hela historik", "The record's whole history"),
    Phrase("record_exists_history", "Borttagningar och återställningar", "Deletions and restores"),
    Phrase("record_edit", "Ändra posten", "Change the record"),
    Phrase("record_command", "På kommandoraden:", "On the command line:"),
    Phrase(
      "record_not_mine", "Posten ägs av någon annan. Härifrån kan den läsas men inte ändras.",
      "The record is somebody else's. It can be read here, but not changed."),
    Phrase("record_saved", "Sparat, som {0}.", "Saved, as {0}."),
    Phrase(
      "record_saved_nothing", "Allt gällde redan. Inget skrevs.",
      "All of it was so. Nothing was written."),
    Phrase(
      "record_saved_kept",
      "Ett värde som kom hit under tiden ligger kvar bredvid ditt. Avgör det under fältet.",
      "A value that came meanwhile stays beside yours. Settle that at its field."),
  ]

  private static let recordAround: [Phrase] = [
    Phrase("record_regional", "Införande i regionerna", "Introduction in the regions"),
    Phrase(
      "record_regions", "{0} av {1} regioner har en post om införandet.",
      "{0} of {1} regions have a record of the introduction."),
    Phrase("record_region", "Region", "Region"),
    Phrase("record_status", "Status", "Status"),
    Phrase("record_status_date", "Statusdatum", "Status date"),
    Phrase("record_local", "Regionens ord", "The region's words"),
    Phrase("record_version", "Antagen version", "Adopted version"),
    Phrase("record_other_version", "nationell version är {0}", "the national version is {0}"),
    Phrase("record_missing_regions", "Regioner som saknas", "Regions that are missing"),
    Phrase("record_rulings", "Beslut", "Decisions"),
    Phrase("record_approved", "godkänd som den är", "approved as it is"),
    Phrase("record_changed_since", "ändrad sedan godkännande", "changed since approval"),
    Phrase("record_references", "Poster som pekar hit", "Records that name this one"),
    Phrase("record_no_references", "Ingen post pekar hit.", "No record names this one."),
    Phrase("record_first", "Från början", "From the start"),
  ]

  private static let recordForm: [Phrase] = [
    Phrase("record_form_title", "Ändra {0}", "Change {0}"),
    Phrase("record_form_save", "Spara", "Save"),
    Phrase("record_form_leave", "Tillbaka utan att spara", "Back without saving"),
    Phrase(
      "record_form_message", "Meddelande om ändringen (valfritt)",
      "Message about the change (optional)"),
    Phrase("record_form_set", "En per rad.", "One per line."),
    Phrase("record_form_date", "Datum som 2026-05-01.", "A date such as 2026-05-01."),
    Phrase("record_form_reference", "Id för en post: {0}.", "The id of a record: {0}."),
    Phrase(
      "record_form_now",
      "Skrevs medan du arbetade och ersätts om du sparar igen: {0}",
      "Was written while you worked, and is replaced if you save again: {0}"),
  ]
}
