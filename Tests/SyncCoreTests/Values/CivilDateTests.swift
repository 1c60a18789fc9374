import SyncCore
import TestSupport
import Testing

@Suite struct CivilDateTests {
  /// Walks the calendar day by day, as a person would, and holds each day against the arithmetic.
  @Test(arguments: [0, 1895, 1995, 2095, 9_990])
  func `a walk through ten years meets every day once`(start: Int) {
    func padded(_ number: Int, _ width: Int) -> String {
      String(String(100_000 + number).suffix(width))
    }
    var instant = Timestamp.named(padded(start, 4) + "-01-01T00:00:00.000Z")
    var wrong: [String] = []
    for year in start..<start + 10 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (month, length) in zip(1..., lengths) {
        for day in 1...length {
          let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
          if instant.description != date + "T00:00:00.000Z" { wrong.append(date) }
          instant = instant.adding(seconds: 86_400)
        }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test(arguments: ["2026-11-22", "0000-01-01", "9999-12-31", "2024-02-29", "2000-02-29"])
  func `a day reads back as it was written`(text: String) {
    #expect(CivilDate(text)?.description == text)
  }

  @Test(arguments: [
    "", "2026-11-2", "2026-11-221", "2026/11/22", "20261122", "2026-1122-", " 026-11-22",
    "2026-11-2\u{0662}", "2026-11-22 ", "2026-11-22T",
  ])
  func `any other form of a day is refused`(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test(arguments: [
    "2026-00-01", "2026-13-01", "2026-01-00", "2026-01-32", "2026-04-31", "2026-02-29",
    "1900-02-29", "2100-02-29",
  ])
  func `a day that does not exist is refused`(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test(
    arguments: [(-1, 1, 1), (10_000, 1, 1), (2026, -1, 1), (2026, 1, -1)] as [(Int64, Int64, Int64)]
  )
  func `numbers outside the calendar are refused`(year: Int64, month: Int64, day: Int64) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }
}
