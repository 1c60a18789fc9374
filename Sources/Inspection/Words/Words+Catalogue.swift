extension Words {
  /// The list of records and the search.
  static let catalogue: [Phrase] = [
    Phrase("catalogue_search", "Sök i katalogen", "Search the catalogue"),
    Phrase("catalogue_words", "Ord, kod eller id", "Words, code or id"),
    Phrase("catalogue_find", "Visa", "Show"),
    Phrase(
      "catalogue_help",
      "Början av ord räcker: J44 hittar J44.1. Fas, programområde och hälsotillstånd gäller "
        + "vårdförlopp.",
      "Beginnings of words will do: J44 finds J44.1. Phase, programme area and condition are "
        + "those of pathways."),
    Phrase("catalogue_type", "Typ", "Type"),
    Phrase("catalogue_scope", "Ägare och del", "Owner and part"),
    Phrase("catalogue_owner", "Ägare", "Owner"),
    Phrase("catalogue_title", "Titel", "Title"),
    Phrase("catalogue_state", "Fas eller läge", "Phase or state"),
    Phrase("catalogue_by_phase", "Vårdförlopp per fas", "Pathways by phase"),
    Phrase("catalogue_by_area", "Vårdförlopp per programområde", "Pathways by programme area"),
    Phrase("catalogue_by_condition", "Vårdförlopp per hälsotillstånd", "Pathways by condition"),
    Phrase("catalogue_by_type", "Allt i katalogen", "All of the catalogue"),
    Phrase("catalogue_in_scope", "Poster hos {0}", "Records of {0}"),
    Phrase("catalogue_nothing", "Här finns inget än.", "There is nothing here yet."),
    Phrase(
      "catalogue_none", "Inga poster passar. Ta bort ett filter eller sök på färre ord.",
      "No record fits. Take away a filter or search for fewer words."),
    Phrase("catalogue_total_one", "{0} post", "{0} record"),
    Phrase("catalogue_total_many", "{0} poster", "{0} records"),
    Phrase("catalogue_conflicts_one", "{0} öppen konflikt", "{0} open conflict"),
    Phrase("catalogue_conflicts_many", "{0} öppna konflikter", "{0} open conflicts"),
    Phrase("catalogue_no_conflicts", "inga", "none"),
    Phrase(
      "catalogue_cut", "Fler än {0} poster passar. Bara de {0} främsta visas; sök på fler ord.",
      "More than {0} records fit. Only the first {0} are shown; search for more words."),
    Phrase(
      "catalogue_indexing",
      "Katalogen indexeras. Det som inte är indexerat än hittas inte; ladda om om en stund.",
      "The catalogue is being indexed. What is not indexed yet is not found; reload in a while."),
    Phrase(
      "catalogue_indexing_count",
      "Katalogen indexeras, {0} poster hittills. Resten hittas inte än; ladda om om en stund.",
      "The catalogue is being indexed, {0} records so far. The rest is not found yet; reload in "
        + "a while."),
  ]
}
