extension Words {
  static let matrix: [Phrase] = [
    Phrase("matrix_title", "Införande i regionerna", "Implementation in the regions"),
    Phrase(
      "matrix_caption", "{0} och {1}. Varje ruta: status, datum och antagen version.",
      "{0} and {1}. Each cell: status, date and adopted version."),
    Phrase("matrix_pathways_one", "{0} vårdförlopp", "{0} pathway"),
    Phrase("matrix_pathways_many", "{0} vårdförlopp", "{0} pathways"),
    Phrase("matrix_regions_one", "{0} region", "{0} region"),
    Phrase("matrix_regions_many", "{0} regioner", "{0} regions"),
    Phrase(
      "matrix_scroll", "Införandematris, går att rulla åt sidan", "The matrix, scrolls sideways"),
    Phrase("matrix_pathway", "Vårdförlopp", "Pathway"),
    Phrase("matrix_area", "Programområde", "Programme area"),
    Phrase("matrix_status", "Status", "Status"),
    Phrase("matrix_region_filter", "Regioner", "Regions"),
    Phrase(
      "matrix_only_changed", "Bara där det nationella ändrats sedan regionen beslutade",
      "Only where the national side changed since the region decided"),
    Phrase("matrix_no_status", "Ingen uppgift", "Not stated"),
    Phrase("matrix_version_word", "version", "version"),
    Phrase("matrix_national_version", "nationell version", "national version"),
    Phrase(
      "matrix_newer_version", "nationell version är nu {0}", "the national version is now {0}"),
    Phrase("matrix_changed_on", "nationellt ändrad {0}", "changed nationally {0}"),
    Phrase("matrix_sums", "Antal per status", "Count by status"),
    Phrase("matrix_sheet", "Hämta som CSV för Excel", "Get as CSV for Excel"),
    Phrase(
      "matrix_empty", "Det finns inga vårdförlopp här ännu. Hämta från en annan region först.",
      "There are no pathways here yet. Pull from another region first."),
    Phrase(
      "matrix_none_left", "Inget vårdförlopp passar filtret.", "No pathway fits the filter."),
    Phrase(
      "matrix_cut", "Bara de första {0} uppgifterna är med. Välj ett programområde.",
      "Only the first {0} entries are here. Choose a programme area."),
    Phrase("matrix_column_pathway", "Vårdförlopp", "Pathway"),
    Phrase("matrix_column_id", "Id", "Id"),
    Phrase("matrix_column_area", "Programområde", "Programme area"),
    Phrase("matrix_column_national", "Nationell version", "National version"),
    Phrase("matrix_column_region", "Region", "Region"),
    Phrase("matrix_column_code", "Länskod", "County code"),
    Phrase("matrix_column_status", "Status", "Status"),
    Phrase("matrix_column_date", "Statusdatum", "Status date"),
    Phrase("matrix_column_local", "Lokal statustext", "Local status text"),
    Phrase("matrix_column_adopted", "Antagen version", "Adopted version"),
    Phrase("matrix_conflict", "konflikt", "conflict"),
    Phrase("matrix_column_conflict", "Konflikt", "Conflict"),
    Phrase(
      "matrix_column_change", "Nationell ändring sedan beslutet",
      "National change since the decision"),
  ]
}
