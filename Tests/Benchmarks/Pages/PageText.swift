/// Swedish texts as the catalogue has them, the same in every run.
struct PageText {
  /// A word that stands in most texts.
  static let common = "vården"
  /// A word that stands in one text.
  static let rare = "pneumokockvaccinationsregistret"

  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// A number below `limit` (SplitMix64).
  mutating func number(below limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, limit)))
  }

  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  /// Two joined words, of which there are some thousands.
  mutating func compound() -> String {
    one(of: Self.beginnings) + one(of: Self.middles) + one(of: Self.ends)
  }

  mutating func sentence() -> String {
    let first = one(of: Self.openings)
    let rest = (0..<8).map { _ in number(below: 4) == 0 ? compound() : one(of: Self.words) }
    return "\(first) \(Self.common) \(rest.joined(separator: " "))."
  }

  /// Sentences in paragraphs of four, about so many bytes.
  mutating func paragraphs(bytes: Int) -> String {
    var text = ""
    text.reserveCapacity(bytes + 200)
    var count = 0
    while text.utf8.count < bytes {
      if count > 0 { text += count % 4 == 0 ? "\n\n" : " " }
      text += sentence()
      count += 1
    }
    return text
  }

  /// A day of the years 2023 to 2026.
  mutating func day() -> String {
    let (year, month) = (2023 + number(below: 4), 101 + number(below: 12))
    return "\(year)-\("\(month)".dropFirst())-\("\(101 + number(below: 28))".dropFirst())"
  }

  private static let beginnings = [
    "lung", "hjärt", "njur", "hud", "rygg", "höft", "astma", "stroke", "diabetes", "demens",
    "barn", "ögon", "öron", "psykos", "smärt", "sömn", "kärl", "lever", "tarm", "leder",
  ]
  private static let middles = [
    "sjukdoms", "sjukvårds", "mottagnings", "rehabiliterings", "utrednings", "behandlings",
    "remiss", "uppföljnings", "läkemedels", "omvårdnads",
  ]
  private static let ends = [
    "team", "plan", "rutin", "process", "register", "samordnare", "enhet", "program", "utbildning",
    "bedömning", "kontakt", "journal", "besök", "ansvar", "råd", "mål",
  ]
  private static let openings = [
    "Införandet i", "Ansvaret för", "Målet med", "Uppföljningen av", "Samordningen av", "Beslut om",
  ]
  private static let words = [
    "och", "i", "på", "för", "med", "som", "ska", "följas", "upp", "under", "året", "primärvården",
    "sjukhusen", "patienter", "närstående", "personal", "regionen", "kommunerna", "beslut",
    "arbetsgrupp", "pilot", "våren", "hösten", "enligt", "det", "nationella", "vårdförloppet",
    "påbörjas", "planeras", "samverkan", "digitalt", "stöd", "utbildas", "införs", "stegvis",
    "alla", "vårdcentraler", "mottagningar", "efter", "årsskiftet", "inom", "ramen", "budget",
    "indikatorer", "resultat", "väntetider", "bör", "kan", "inte", "ännu", "delvis",
  ]
}
