import SyncCore

/// The closed lists of codes, each with the Swedish label that people read.
///
/// A code's meaning never changes and a code is never reused; a list only grows.
enum Codes {
  static let programmeAreaKinds = [
    Code("programomrade", "Programområde"),
    Code("primarvardsrad", "Primärvårdsråd"),
  ]

  static let bodyKinds = [
    Code("styrgrupp", "Styrgrupp"),
    Code("npo", "Nationellt programområde (NPO)"),
    Code("nag", "Nationell arbetsgrupp (NAG)"),
    Code("nsg", "Nationell samverkansgrupp (NSG)"),
    Code("rpo", "Regionalt programområde (RPO)"),
    Code("lpo", "Lokalt programområde (LPO)"),
    Code("sor", "Samordningsråd (SOR)"),
    Code("rpt", "Regionalt processteam (RPT)"),
    Code("lag", "Lokal arbetsgrupp (LAG)"),
    Code("stodfunktion", "Stödfunktion"),
    Code("annat", "Annat organ"),
  ]

  static let bodyGroups = [
    Code("cancer", "Cancer"),
    Code("ovriga", "Övriga områden"),
  ]

  static let bodyStates = [
    Code("planerad", "Planerad"),
    Code("aktiv", "Aktiv"),
    Code("vilande", "Vilande"),
    Code("avslutad", "Avslutad"),
  ]

  static let pathwayKinds = [
    Code("psv", "Personcentrerat och sammanhållet vårdförlopp"),
    Code("generisk_modell", "Generisk modell"),
  ]

  static let phases = [
    Code("forslag", "Förslag"),
    Code("under_uppstart", "Under uppstart"),
    Code("under_framtagande", "Under framtagande"),
    Code("pa_remiss", "På remiss"),
    Code("godkand", "Godkänd"),
    Code("under_revidering", "Under revidering"),
    Code("ersatt", "Ersatt"),
    Code("utgangen", "Utgången"),
  ]

  static let outcomes = [
    Code("godkant", "Godkänt"),
    Code("ej_godkant", "Ej godkänt"),
    Code("start_beslutad", "Start beslutad"),
    Code("aterforvisat", "Återförvisat"),
    Code("upphavt", "Upphävt"),
  ]

  /// The shared scale beside which a region keeps its own words (DOMAIN c.4).
  static let statuses = [
    Code("ej_bedomt", "Ej bedömt"),
    Code("ej_aktuellt", "Ej aktuellt"),
    Code("bedomning_pagar", "Bedömning pågår"),
    Code("beslutat", "Beslutat"),
    Code("planering_pagar", "Planering pågår"),
    Code("infors", "Införs"),
    Code("delvis_infort", "Delvis infört"),
    Code("infort", "Infört"),
    Code("redan_i_linje", "Redan i linje med förloppet"),
    Code("pausat", "Pausat"),
    Code("avslutat", "Avslutat"),
  ]

  static let planKinds = [
    Code("gap", "Gap"),
    Code("mal", "Mål"),
    Code("aktivitet", "Aktivitet"),
  ]

  static let activityKinds = [
    Code("rutin", "Rutin"),
    Code("it_stod", "IT-stöd"),
    Code("arbetssatt", "Arbetssätt"),
    Code("utbildning", "Utbildning"),
    Code("avtal", "Avtal"),
    Code("sluta_gora", "Sluta göra"),
    Code("dokument", "Dokument"),
    Code("annat", "Annat"),
  ]

  static let levels = [
    Code("nationell", "Nationell"),
    Code("regional", "Regional"),
    Code("lokal", "Lokal"),
  ]

  static let planStates = [
    Code("planerad", "Planerad"),
    Code("pagar", "Pågår"),
    Code("klar", "Klar"),
    Code("avbruten", "Avbruten"),
  ]

  static let additionKinds = [
    Code("vardniva", "Vårdnivå"),
    Code("remissrutin", "Remissrutin"),
    Code("lakemedel", "Läkemedel"),
    Code("kontakt", "Kontakt"),
    Code("annat", "Annat"),
  ]

  static let additionStates = [
    Code("utkast", "Utkast"),
    Code("gallande", "Gällande"),
    Code("behover_ses_over", "Behöver ses över"),
    Code("utgangen", "Utgången"),
  ]

  static let documentKinds = [
    Code("kunskapsdokument", "Kunskapsdokument"),
    Code("rutin", "Rutin"),
    Code("avtal", "Avtal"),
    Code("riktlinje", "Riktlinje"),
    Code("vardprogram", "Vårdprogram"),
    Code("konsekvensbeskrivning", "Konsekvensbeskrivning"),
    Code("presentation", "Presentation"),
    Code("protokoll", "Protokoll"),
    Code("plan", "Plan"),
    Code("patientinformation", "Patientinformation"),
    Code("remissmissiv", "Remissmissiv"),
  ]

  static let documentStates = [
    Code("gallande", "Gällande"),
    Code("behover_uppdateras", "Behöver uppdateras"),
    Code("utgangen", "Utgången"),
  ]
}
