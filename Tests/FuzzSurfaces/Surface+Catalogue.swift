import SyncCore
import SyncWire

@testable import Catalogue

extension Surface {
  /// A table goes through the file that Excel opens and comes back the same.
  static let tables = Surface("tables") {
    { bytes in
      let document: CSVDocument
      do throws(CSVError) {
        document = try CSVDocument(parsing: bytes)
      } catch {
        return try claim("a refusal has its words", !error.message.isEmpty)
      }
      let again = try CSVDocument(parsing: document.encoded())
      try claim("its header comes back", same(again.header, document.header))
      let cells = zip(again.lines, document.lines)
      try claim(
        "its cells come back",
        again.lines.count == document.lines.count
          && cells.allSatisfy { same($0.cells, $1.cells) })
      for type in Catalogue.schema.types {
        _ = accepted { try Sheet.read(document, type: type) }
      }
    }
  }

  /// Records of an import are refused with their place, or read; judging them takes any value.
  static let imports = Surface("imports") {
    { bytes in
      guard let value = accepted({ try RelaxedJSON.read(bytes) }) else { return }
      let row: ImportRow
      do throws(ImportError) {
        row = try ImportRow(json: value, line: 1)
      } catch {
        return try claim("a refusal has its words", !error.message.isEmpty)
      }
      guard let id = row.id, let record = accepted({ try ImportRecord(row, id: id) }) else {
        return
      }
      for problem in record.problems() {
        try claim("a problem has its words", !"\(problem)".isEmpty)
      }
    }
  }

  /// Personal numbers are found where they are, and gone once they are masked.
  static let personalNumbers = Surface("personal_numbers") {
    { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      var masked = Array(text.utf8)
      let findings = PersonalNumberScan(text).findings()
      for finding in findings {
        let secret = finding.secretBytes
        try claim("the secret lies in the text", secret.upperBound <= masked.count)
        try claim(
          "the secret is four digits",
          secret.count == 4 && masked[secret].allSatisfy { (48...57).contains($0) })
        for index in secret { masked[index] = UInt8(ascii: "*") }
      }
      let rest = PersonalNumberScan(String(decoding: masked, as: UTF8.self)).findings()
      try claim("nothing is left of what was masked", rest.isEmpty)
    }
  }
}

/// Whether texts are equal byte for byte.
private func same(_ left: [String], _ right: [String]) -> Bool {
  left.map { Array($0.utf8) } == right.map { Array($0.utf8) }
}
