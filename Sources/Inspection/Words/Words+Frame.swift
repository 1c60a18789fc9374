extension Words {
  /// What stands around every page.
  static let frame: [Phrase] = [
    Phrase("site_name", "Vårdförlopp i synk", "Care pathways in sync"),
    Phrase("skip", "Hoppa till innehållet", "Skip to content"),
    Phrase("nav_label", "Sidor", "Pages"),
    Phrase("nav_overview", "Översikt", "Overview"),
    Phrase("nav_conflicts", "Konflikter", "Conflicts"),
    Phrase("nav_catalogue", "Katalog", "Catalogue"),
    Phrase("nav_matrix", "Införande", "Implementation"),
    Phrase("nav_history", "Historik", "History"),
    Phrase("nav_quarantine", "Karantän", "Quarantine"),
    Phrase("other_language_name", "English", "Svenska"),
    Phrase("signed_in", "Du arbetar som", "You work as"),
    Phrase("in_replica", "i replikan", "in the replica"),
    Phrase("nobody", "okänd person", "somebody unknown"),
    Phrase("empty_value", "(tomt)", "(empty)"),
    Phrase("page_of", "Sida {0} av {1}", "Page {0} of {1}"),
    Phrase("page_previous", "Föregående", "Previous"),
    Phrase("page_next", "Nästa", "Next"),
    Phrase("pager_label", "Bläddra", "Browse"),
    Phrase("filter", "Filtrera", "Filter"),
    Phrase("filter_clear", "Rensa filter", "Clear filters"),
    Phrase("all", "Alla", "All"),
    Phrase("yes", "ja", "yes"),
    Phrase("no", "nej", "no"),
  ]
}
