import SyncCore

/// Reads `erases`, the part of a body that says which values of earlier changesets go.
struct ErasureReader {
  private var author: Author?
  private var sequence: Int64?
  private var header: ContentHash?
  private var remainder: ContentHash?
  private var cells: [CellPlace] = []

  /// Reads the whole array, with the scanner at its bracket.
  static func read(_ scanner: inout JSONScanner) throws(Malformed) -> [Erasure] {
    let start = scanner.position
    var erases: [Erasure] = []
    var headers: Set<ContentHash> = []
    try scanner.openArray()
    var isFirst = true
    while try scanner.nextElement(isFirst: &isFirst) {
      guard erases.count < Limits.changes else {
        throw Malformed(.tooManyChanges(limit: Limits.changes), at: scanner.position)
      }
      let offset = scanner.position
      var reader = ErasureReader()
      let erasure = try reader.readOne(&scanner)
      guard headers.insert(erasure.header).inserted else {
        throw Malformed(.invalidName(.hash), at: offset)
      }
      erases.append(erasure)
    }
    guard !erases.isEmpty else { throw Malformed(.emptyErases, at: start) }
    return erases
  }

  private mutating func readOne(_ scanner: inout JSONScanner) throws(Malformed) -> Erasure {
    let start = scanner.position
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      switch key {
      case "author": author = try scanner.named(.author) { Author($0) }
      case "header": header = try scanner.named(.hash) { ContentHash($0) }
      case "records": try readRecords(&scanner)
      case "remainder": remainder = try scanner.named(.hash) { ContentHash($0) }
      case "sequence": sequence = try scanner.positive(.sequence)
      default: _ = try scanner.value()
      }
    }
    func missing(_ key: String) -> Malformed { Malformed(.missingKey(key), at: start) }
    guard let author else { throw missing("author") }
    guard let header else { throw missing("header") }
    guard let remainder else { throw missing("remainder") }
    guard let sequence else { throw missing("sequence") }
    guard !cells.isEmpty else { throw missing("records") }
    return Erasure(
      author: author, sequence: sequence, header: header, remainder: remainder, cells: cells)
  }

  private mutating func readRecords(_ scanner: inout JSONScanner) throws(Malformed) {
    var records: Set<RecordName> = []
    try scanner.openArray()
    var isFirst = true
    while try scanner.nextElement(isFirst: &isFirst) {
      let start = scanner.position
      let names = try RecordCells.read(&scanner) { (scanner) throws(Malformed) in
        try Self.cellNames(&scanner)
      }
      guard records.insert(names.record).inserted else { throw Malformed(.recordTwice, at: start) }
      cells += names.cells.map { CellPlace(names.record, $0) }
    }
  }

  private static func cellNames(_ scanner: inout JSONScanner) throws(Malformed) -> [CellName] {
    let start = scanner.position
    var names: [CellName] = []
    var seen: Set<CellName> = []
    try scanner.openArray()
    var isFirst = true
    while try scanner.nextElement(isFirst: &isFirst) {
      let offset = scanner.position
      guard let name = CellName(try scanner.text()), seen.insert(name).inserted else {
        throw Malformed(.invalidName(.cell), at: offset)
      }
      names.append(name)
    }
    guard !names.isEmpty else { throw Malformed(.emptyErases, at: start) }
    return names
  }
}

/// A record with something about some of its cells: `{"cells":…,"id":…,"type":…}`.
struct RecordCells<Cells> {
  let record: RecordName
  let cells: Cells

  /// Reads the object; `readCells` reads the value of `cells`.
  static func read(
    _ scanner: inout JSONScanner,
    _ readCells: (inout JSONScanner) throws(Malformed) -> Cells
  ) throws(Malformed) -> RecordCells {
    let start = scanner.position
    var cells: Cells?
    var id: RecordID?
    var type: TypeName?
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      switch key {
      case "cells": cells = try readCells(&scanner)
      case "id": id = try scanner.named(.id) { RecordID($0) }
      case "type": type = try scanner.named(.type) { TypeName($0) }
      default: _ = try scanner.value()
      }
    }
    guard let cells else { throw Malformed(.missingKey("cells"), at: start) }
    guard let id else { throw Malformed(.missingKey("id"), at: start) }
    guard let type else { throw Malformed(.missingKey("type"), at: start) }
    return RecordCells(record: RecordName(type, id), cells: cells)
  }
}
