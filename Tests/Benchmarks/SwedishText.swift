/// Text as people in care pathways write it, the same for the same number: seed 42.
struct SwedishText {
  private var state: UInt64

  /// What is drawn depends on nothing but this number.
  init(_ number: Int) {
    state = 42 &+ UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
  }

  /// So many words, the first with a capital letter.
  mutating func words(_ count: Int) -> String {
    let text = (0..<count).map { _ in Self.list[Int(next() % UInt64(Self.list.count))] }
      .joined(separator: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  /// SplitMix64 (Steele, Lea and Flood, 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  private static let list = """
    ansvarig arbetsgrupp avvikelse behandling beslut bedömning besök diagnos distrikt dokumentation
    egenvård enhet erfarenhet fast fördjupad följs fysioterapi gemensam genomförande gäller höst
    hälsa införs insats kallelse kartläggning kontakt kvalitetsregister ledning läkare läkemedel
    lokalt mars mottagning mål närsjukvård och patient personcentrerat planering primärvård process
    regional rehabilitering remiss rutin samordning sjuksköterska slutenvård specialist start stegvis
    stöd svar team tillgänglighet underlag uppföljning utbildning vårdcentral vårdförlopp vårdplan
    ångest återbesök ökad översyn
    """.split(whereSeparator: \.isWhitespace).map(String.init)
}
