import Foundation
import SyncCore
import SyncStore

/// Pathways by regions: how far each region has come with each pathway.
struct Matrix {
  /// A row: a national pathway.
  struct Pathway {
    let key: RecordKey
    let title: String
    let area: String
    let version: String
    /// The day on which its content was last changed after it was made, such as `2026-11-25`.
    var changedDay: String?
  }

  /// A column.
  struct Region {
    let code: String
    let name: String
  }

  /// What a region says of a pathway.
  struct Entry {
    let key: RecordKey
    let status: String
    let date: String
    let localText: String
    let version: String
    let change: NationalChange?
    /// A cell among those shown that somebody has to settle.
    let conflict: CellName?

    var mark: Mark { Mark(status: status, isOvertaken: change != nil) }
  }

  /// What a filter looks at in an entry.
  struct Mark: Hashable {
    let status: String
    /// Whether the national side did something since.
    let isOvertaken: Bool
  }

  /// What the national side did since a region decided.
  enum NationalChange: Hashable {
    /// The region adopted another version than the one that is in force.
    case version(now: String)
    /// The content was changed on a day after the region's status.
    case content(on: String)
  }

  /// Where an entry stands.
  struct Place: Hashable {
    let pathway: String
    let region: String
  }

  let regions: [Region]
  let pathways: [Pathway]
  let entries: [Place: [Entry]]
  /// How many pathways the filter lets through, on this page or not.
  let total: Int
  /// Whether there are more entries than are read at once.
  let isCut: Bool
}

extension Matrix.NationalChange {
  /// - Parameters:
  ///   - date: the day of the region's status; empty where it gave none.
  ///   - version: the version that the region adopted; empty where it named none.
  init?(since date: String, adopting version: String, of pathway: Matrix.Pathway) {
    if !version.isEmpty, !pathway.version.isEmpty, !version.utf8.elementsEqual(pathway.version.utf8)
    {
      self = .version(now: pathway.version)
      return
    }
    guard !date.isEmpty, let day = pathway.changedDay, day > date else { return nil }
    self = .content(on: day)
  }
}
