extension Words {
  static let overview: [Phrase] =
    findings + peers + [
      Phrase("overview_work", "Behöver dig", "Needs you"),
      Phrase("overview_mine_one", "{0} konflikt att avgöra här", "{0} conflict to settle here"),
      Phrase(
        "overview_mine_many", "{0} konflikter att avgöra här, äldst först",
        "{0} conflicts to settle here, oldest first"),
      Phrase(
        "overview_others_one", "{0} konflikt som någon annan avgör",
        "{0} conflict for others to settle"),
      Phrase(
        "overview_others_many", "{0} konflikter som andra avgör, äldst först",
        "{0} conflicts for others to settle, oldest first"),
      Phrase(
        "overview_nothing_mine", "Inga konflikter väntar på dig.", "No conflicts wait for you."),
      Phrase("overview_where", "Var", "Where"),
      Phrase("overview_type", "Slag av post", "Type of record"),
      Phrase("overview_kind", "Slag av konflikt", "Kind of conflict"),
      Phrase("overview_kind_varden", "samtidiga värden", "concurrent values"),
      Phrase("overview_kind_borttaget", "borttaget mot ändrat", "deleted against changed"),
      Phrase("overview_count", "Antal", "Number"),
      Phrase("overview_oldest", "Äldst", "Oldest"),
      Phrase("overview_days_one", "{0} dag", "{0} day"),
      Phrase("overview_days_many", "{0} dagar", "{0} days"),
      Phrase("overview_refused_one", "{0} nekad ändring i karantän", "{0} refused change"),
      Phrase("overview_refused_many", "{0} nekade ändringar i karantän", "{0} refused changes"),
      Phrase(
        "overview_waiting_one", "{0} logg väntar på en ändring som saknas",
        "{0} log waits for a changeset that is missing"),
      Phrase(
        "overview_waiting_many", "{0} loggar väntar på ändringar som saknas",
        "{0} logs wait for changesets that are missing"),
      Phrase(
        "overview_held_one", "{0} logg går inte att läsa vidare i ännu",
        "{0} log cannot be read further yet"),
      Phrase(
        "overview_held_many", "{0} loggar går inte att läsa vidare i ännu",
        "{0} logs cannot be read further yet"),
      Phrase("overview_cut_one", "{0} logg är avklippt", "{0} log is cut"),
      Phrase("overview_cut_many", "{0} loggar är avklippta", "{0} logs are cut"),
      Phrase(
        "overview_nothing_stopped", "Inget ligger i karantän och ingen logg väntar.",
        "Nothing is in quarantine and no log waits."),
      Phrase(
        "overview_since_mark", "Ändrat sedan du senast tittade", "Changed since you last looked"),
      Phrase("overview_latest", "Senaste ändringarna", "Latest changes"),
      Phrase("overview_new_one", "{0} ändring", "{0} changeset"),
      Phrase("overview_new_many", "{0} ändringar, nyast först", "{0} changesets, newest first"),
      Phrase("overview_new_more", "Minst {0} ändringar", "At least {0} changesets"),
      Phrase("overview_newest_shown", "de nyaste visas", "the newest are shown"),
      Phrase(
        "overview_nothing_new", "Inget har ändrats sedan du senast tittade.",
        "Nothing has changed since you last looked."),
      Phrase("overview_when", "Kom hit", "Came here"),
      Phrase("overview_who", "Vem", "Who"),
      Phrase("overview_what", "Vad", "What"),
      Phrase("overview_own", "härifrån", "from here"),
      Phrase("overview_mark", "Markera som sett", "Mark as seen"),
    ]

  private static let peers: [Phrase] = [
    Phrase(
      "overview_peers", "Regioner och andra vi utbyter med", "Regions and others we exchange with"),
    Phrase(
      "overview_peers_caption",
      "Hur långt vi ligger från varandra, i ändringar som båda får ha, så som det senast sågs.",
      "How far apart we are, in changesets that both may have, as last seen."),
    Phrase("overview_peer", "Vem", "Who"),
    Phrase("overview_contact", "Senaste kontakt", "Last contact"),
    Phrase("overview_exchange", "Senaste utbyte", "Last exchange"),
    Phrase("overview_lacks_there", "Saknas där", "Lacking there"),
    Phrase("overview_lacks_here", "Saknas här", "Lacking here"),
    Phrase("overview_trouble", "Problem", "Trouble"),
    Phrase("overview_never", "aldrig", "never"),
    Phrase("overview_unknown", "okänt", "unknown"),
    Phrase("overview_even", "inget", "nothing"),
    Phrase("overview_ahead_one", "{0} ändring", "{0} changeset"),
    Phrase("overview_ahead_many", "{0} ändringar", "{0} changesets"),
    Phrase("overview_behind_one", "{0} ändring", "{0} changeset"),
    Phrase("overview_behind_many", "{0} ändringar", "{0} changesets"),
    Phrase("overview_as_seen", "sett", "seen"),
    Phrase("overview_failed", "misslyckades", "failed"),
    Phrase("overview_no_trouble", "inga", "none"),
    Phrase("overview_no_peers", "Inget utbyte har skett ännu.", "Nothing was exchanged yet."),
    Phrase(
      "overview_silent", "Utan plats i Peers, och har aldrig hört av sig:",
      "Without a place in Peers, and never heard from:"),
  ]

  private static let findings: [Phrase] = [
    Phrase("overview_checks", "Tveksamt i katalogen", "Doubtful in the catalogue"),
    Phrase(
      "overview_pending", "Katalogen gås igenom. Ladda om sidan om en stund.",
      "The catalogue is being checked. Reload the page in a moment."),
    Phrase("overview_as_of", "Genomgången gjordes", "The check was made"),
    Phrase(
      "overview_well", "Genomgången fann inget tveksamt.", "The check found nothing doubtful."),
    Phrase("finding_changed_since_approval", "Ändrat sedan godkännande", "Changed since approval"),
    Phrase(
      "finding_changed_since_approval_help",
      "Besluten nedan godkände poster som sedan ändrats. Godkänn på nytt eller ångra ändringen.",
      "The decisions below approved records that were changed since. Approve anew or undo."),
    Phrase("finding_dangling_reference", "Brutna referenser", "Broken references"),
    Phrase(
      "finding_dangling_reference_help",
      "Posterna pekar på något som inte finns här. Det kan vara på väg, eller felskrivet.",
      "The records name something that is not here. It may be on its way, or misspelt."),
    Phrase("finding_same_title", "Möjliga dubbletter", "Possible duplicates"),
    Phrase(
      "finding_same_title_help", "Flera poster har samma rubrik. Behåll en.",
      "Several records have one title. Keep one."),
    Phrase("finding_several_scopes", "Samma post på flera ställen", "One record in several places"),
    Phrase(
      "finding_several_scopes_help", "Ta bort alla utom en, eller flytta den.",
      "Delete all but one, or move it."),
    Phrase("finding_other_version", "Skrivet mot en annan version", "Written for another version"),
    Phrase(
      "finding_other_version_help",
      "Den nationella texten har fått en ny version sedan regionen skrev.",
      "The national text has got a new version since the region wrote."),
    Phrase("finding_pathway_without_area", "Utan programområde", "Without a programme area"),
    Phrase(
      "finding_pathway_without_area_help", "Inget programområde svarar för vårdförloppet.",
      "No programme area answers for the pathway."),
    Phrase("finding_wrong_place", "Står på fel ställe", "In the wrong place"),
    Phrase(
      "finding_wrong_place_help", "Posten ligger utanför den del där slaget hör hemma.",
      "The record stands outside the scopes of its type."),
    Phrase("finding_unknown_type", "Okänt slag av post", "Unknown type of record"),
    Phrase(
      "finding_unknown_type_help", "Den här versionen känner inte slaget. Uppgradera syncd.",
      "This version does not know the type. Upgrade syncd."),
    Phrase("finding_unknown_code", "Okänd kod", "Unknown code"),
    Phrase("finding_unknown_field", "Okänt fält", "Unknown field"),
    Phrase("finding_personnummer", "Text med personnummer", "Text with a personal number"),
    Phrase(
      "finding_personnummer_help",
      "Patientuppgifter får aldrig stå i katalogen. Ta bort numret ur texten.",
      "Patient data may never stand in the catalogue. Take the number out of the text."),
    Phrase("finding_ten_digits", "Tio siffror i rad", "Ten digits in a row"),
    Phrase("finding_not_a_date", "Inget giltigt datum", "No valid date"),
    Phrase("finding_line_break", "Radbrytning där en rad ska stå", "A line break in a line"),
    Phrase("finding_wrong_type", "Fel slags värde", "A value of the wrong type"),
    Phrase("finding_wrong_cell", "Värde i fel form", "A value of the wrong form"),
    Phrase(
      "finding_any_help", "Öppna posterna och se efter. Kommandot syncd check säger mer.",
      "Open the records and look. The command syncd check tells more."),
  ]
}
