/// Which programme area a pathway belongs to, as far as the list of process teams says.
///
/// The sources give pathways no programme area. Many process teams name one in parentheses, such
/// as `KOL (lung- och allergi)`; a pathway whose condition is that of a team gets the team's area.
struct ProgrammeAreaNames {
  /// The area by the folded name of the team.
  private let areasByTeam: [String: String]

  init(teams: SeedTable) {
    var areas: [String: String] = [:]
    for team in teams.entries {
      areas[Self.folded(team["name"])] = Self.area(named: team["programme_area_in_parentheses"])
    }
    areasByTeam = areas
  }

  /// The programme area of a condition; nil where no team of the same condition names one.
  func area(of condition: String) -> String? {
    areasByTeam[Self.folded(Self.sameCondition[condition] ?? condition)]
  }

  /// The programme area that a team's parenthesis means; nil where it names none.
  static func area(named short: String) -> String? {
    shortNames[folded(short)]
  }

  /// Two names are one condition if they are equal but for case and blanks at the ends.
  private static func folded(_ name: String) -> String {
    name.trimmed.lowercased()
  }

  /// Conditions that a team names in other words; the key is the pathways' wording.
  ///
  /// Left out on purpose, since team and pathway may cover different patients: Diabetes, Smärta,
  /// Stroke, Kognitiv svikt vid misstänkt demenssjukdomar, and Levnadsvanor, a generic model.
  private static let sameCondition = [
    // The pathway only adds the abbreviation.
    "Inflammatorisk tarmsjukdom, IBD": "Inflammatorisk tarmsjukdom"
  ]

  /// The parentheses of the list, folded, and the programme areas that they shorten.
  private static let shortNames = [
    // The list has "barn och", the area's name "barns och".
    "barn och ungdomars hälsa": "Barns och ungdomars hälsa",
    "endokrina": "Endokrina sjukdomar",
    "hjärt-kärl": "Hjärt- och kärlsjukdomar",
    "hud- och kön": "Hud- och könssjukdomar",
    "infektion": "Infektionssjukdomar",
    "kvinnosjukdomar och förlossning": "Kvinnosjukdomar och förlossning",
    "levnadsvanor": "Levnadsvanor",
    "lung- och allergi": "Lung- och allergisjukdomar",
    "mag-tarm": "Mag- och tarmsjukdomar",
    // No area bears this name; the only one for the nervous system is meant.
    "nervsjukdomar": "Nervsystemets sjukdomar",
    "nervsystemet": "Nervsystemets sjukdomar",
    "njur- och urinvägssjukdomar": "Njur- och urinvägssjukdomar",
    "reumatiska": "Reumatiska sjukdomar",
    "rörelseorganen": "Rörelseorganens sjukdomar",
    "sällsynta": "Sällsynta sjukdomar",
    "tandvård": "Tandvård",
    "äldres hälsa": "Äldres hälsa",
    "ögon": "Ögonsjukdomar",
    "öron, näsa, hals": "Öron-, näs- och halssjukdomar",
  ]
}
