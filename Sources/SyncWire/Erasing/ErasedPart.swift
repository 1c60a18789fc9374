public import SyncCore

/// What a line says of the values that its body lacks, beside the body.
///
/// It lets anybody work out the remainder of the body, as whoever erased the values did, without
/// the values and without anything that would let them be guessed.
public struct ErasedPart: Hashable, Sendable {
  /// The hash that an erasure has to name for the body to count.
  public let remainder: ContentHash
  /// The seeds of the values that are left; see `SeedCover`.
  let seeds: [ContentHash]
  /// The leaf of each value that is gone.
  let leaves: [CellPlace: ContentHash]

  /// The cells whose values are gone.
  public var cells: Set<CellPlace> { Set(leaves.keys) }

  /// As it stands in a line, records and cells sorted.
  var wire: [UInt8] {
    let records = Dictionary(grouping: leaves, by: \.key.record).sorted { $0.key < $1.key }
    return CanonicalJSON.write(
      .object([
        ("remainder", .string(remainder.description)),
        ("seeds", .array(seeds.map { .string($0.description) })),
        (
          "values",
          .array(
            records.map { record, leaves in
              .object([
                (
                  "cells",
                  .object(leaves.map { ($0.key.cell.text, .string($0.value.description)) })
                ), ("id", .text(record.id.text)), ("type", .text(record.type.text)),
              ])
            })
        ),
      ]))
  }

  /// Reads the object, with the scanner at its brace. Anything beside its keys is refused, and any
  /// order but the sorted one: a line has one spelling.
  static func read(_ scanner: inout JSONScanner) throws(Malformed) -> ErasedPart {
    let start = scanner.position
    var remainder: ContentHash?
    var seeds: [ContentHash] = []
    var leaves: [CellPlace: ContentHash] = [:]
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      switch key {
      case "remainder": remainder = try scanner.named(.hash) { ContentHash($0) }
      case "seeds": seeds = try readSeeds(&scanner)
      case "values": leaves = try readLeaves(&scanner)
      default: throw Malformed(.unknownKey, at: key.offset)
      }
    }
    guard let remainder else { throw Malformed(.missingKey("remainder"), at: start) }
    guard !leaves.isEmpty else { throw Malformed(.missingKey("values"), at: start) }
    let part = ErasedPart(remainder: remainder, seeds: seeds, leaves: leaves)
    guard part.wire.elementsEqual(scanner.bytes[start..<scanner.position]) else {
      throw Malformed(.keyOrder, at: start)
    }
    return part
  }

  private static func readSeeds(_ scanner: inout JSONScanner) throws(Malformed) -> [ContentHash] {
    var seeds: [ContentHash] = []
    try scanner.openArray()
    var isFirst = true
    while try scanner.nextElement(isFirst: &isFirst) {
      seeds.append(try scanner.named(.hash) { ContentHash($0) })
    }
    return seeds
  }

  private static func readLeaves(
    _ scanner: inout JSONScanner
  ) throws(Malformed) -> [CellPlace: ContentHash] {
    var leaves: [CellPlace: ContentHash] = [:]
    try scanner.openArray()
    var isFirst = true
    while try scanner.nextElement(isFirst: &isFirst) {
      let found = try RecordCells.read(&scanner) { (scanner) throws(Malformed) in
        try readCells(&scanner)
      }
      for (cell, leaf) in found.cells { leaves[CellPlace(found.record, cell)] = leaf }
    }
    return leaves
  }

  private static func readCells(
    _ scanner: inout JSONScanner
  ) throws(Malformed) -> [(CellName, ContentHash)] {
    var cells: [(CellName, ContentHash)] = []
    var keys = try scanner.openObject()
    while let key = try scanner.nextKey(&keys) {
      guard let cell = CellName(try scanner.text(of: key.raw)) else {
        throw Malformed(.invalidName(.cell), at: key.offset)
      }
      cells.append((cell, try scanner.named(.hash) { ContentHash($0) }))
    }
    return cells
  }
}
