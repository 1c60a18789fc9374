/// One embedded CSV file: lines whose cells are found by the header's names.
struct SeedTable {
  /// One line of the file.
  struct Entry {
    let line: Int
    fileprivate let cells: [String: String]

    subscript(column: String) -> String {
      guard let cell = cells[column] else {
        preconditionFailure("Invariant: embedded files have the columns asked for: \(column).")
      }
      return cell
    }
  }

  let entries: [Entry]

  init(_ bytes: [UInt8], named name: String) throws(BundledCatalogue.Failure) {
    do throws(CSVError) {
      let document = try CSVDocument(parsing: bytes)
      entries = document.lines.map { line in
        let cells = Dictionary(
          zip(document.header, line.cells), uniquingKeysWith: { first, _ in first })
        return Entry(line: line.number, cells: cells)
      }
    } catch {
      throw .table(name, error)
    }
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, where it stands first.
  func inFirstOrder() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
