import Testing

@testable import Inspection

@Suite struct SwedishOrderTests {
  @Test func `å, ä and ö stand behind z, and capitals beside small letters`() {
    let words = ["Ögon", "astma", "ÅDERBRÅCK", "Zoster", "Ärftlighet", "Bröst", "ALS"]
    #expect(
      words.inSwedishOrder(of: \.self) == [
        "ALS", "astma", "Bröst", "Zoster", "ÅDERBRÅCK", "Ärftlighet", "Ögon",
      ])
  }
}
