import Catalogue
import SyncCore
import Testing

/// What stands in the file for one cell in Excel's form, the quotes of CSV taken off.
private func written(_ cell: String) throws -> String {
  let bytes = CSVDocument(header: ["id", "x"], cells: [["a", cell]]).encoded()
  let text = String(decoding: bytes.dropFirst("\u{FEFF}id;x\r\na;".utf8.count), as: UTF8.self)
  let line = String(decoding: text.utf8.dropLast(2), as: UTF8.self)
  guard line.hasPrefix("\"") else { return line }
  return String(line.dropFirst().dropLast()).replacing("\"\"", with: "\"")
}

private func read(_ cell: String) throws -> String {
  let quoted = "\"" + cell.replacing("\"", with: "\"\"") + "\""
  return try CSVDocument(parsing: Array("id;x\r\na;\(quoted)\r\n".utf8)).lines[0].cells[1]
}

@Test(arguments: [
  "01", "007", "(1)", "2-1", "1/2", "1-2-3", "1E5", "12E3", "1,5", "1.5", "10:30", "5 %", "$5",
  "123456789", "1234567890123456789", "-5", "3 maj", "maj 2026", "mars-3", "22-jan", "Jan 5",
  "5 kr",
  "kr 5", "10 pm", "SANT", "falskt", "TRUE", "#N/A", "+46 31 12 34 56", " 01", "2026-5-1",
  "2026-02-30", "1 1/2", "0,1", "00",
])
func `what a spreadsheet would change is written as a formula that shows it`(cell: String) throws {
  #expect(try written(cell) == "=\"\(cell)\"")
  #expect(try read("=\"\(cell)\"") == cell)
}

@Test(arguments: [
  "=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "- en punkt\n- en till", "\t=1", "\r=1",
  "=\"01\"", "＝1", " =1+1",
])
func `no text begins like a formula of its own`(cell: String) throws {
  let inFile = try written(cell)
  #expect(inFile == "=\"" + cell.replacing("\"", with: "\"\"") + "\"")
  #expect(try Text(read(inFile)) == Text(cell))
}

@Test(arguments: [
  "KOL (1)", "14-kol-1", "Ar01", "J44", "E10", "E10.1", "D50", "12", "0", "12345678", "2026-05-01",
  "Start i mars", "majoritet 2", "RS 2021-06735", "a=b", "'x", "", " ", "Äldres hälsa", "infort",
  "region/14", "ja", "nej",
])
func `plain text stays as it is`(cell: String) throws {
  #expect(try written(cell) == cell)
  #expect(try read(cell) == cell)
}

@Test func `a long text is joined from pieces that fit Excel`() throws {
  let cell = "- " + String(repeating: "å\"", count: 300)
  let inFile = try written(cell)
  #expect(inFile.hasPrefix("=\"- å\"\""))
  #expect(inFile.contains("\"&\""))
  #expect(try read(inFile) == cell)
}

@Test(arguments: ["=", "-", "'=", "''-", "@"])
func `a text too long for a formula has an apostrophe before it`(start: String) throws {
  let cell = start + String(repeating: "x", count: 5_000)
  let inFile = try written(cell)
  #expect(inFile == "'" + cell)
  #expect(try read(inFile) == cell)
}

@Test func `a formula of other content stays text`() throws {
  for cell in ["=A1", "=\"a\"&B1", "=\"a", "=\"a\"b\"", "=\"", "=\"a\"&"] {
    #expect(try read(cell) == cell)
  }
}

@Test func `what Excel saves after showing a guarded cell reads back the same`() throws {
  // Excel writes the shown text, bare: the formula is gone.
  #expect(try read("01") == "01")
  #expect(try CSVDocument(parsing: Array("id;x\r\na;01\r\n".utf8)).lines[0].cells == ["a", "01"])
}

@Test func `a megabyte of apostrophes is no trouble`() throws {
  let cell = String(repeating: "'", count: 1_000_000)
  #expect(try read(written(cell)) == cell)
}
