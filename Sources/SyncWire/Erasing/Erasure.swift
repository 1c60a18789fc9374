public import SyncCore

/// One cell of one record of a scope, as a changeset names it.
public struct CellPlace: Hashable, Comparable, Sendable {
  public let record: RecordName
  public let cell: CellName

  public init(_ record: RecordName, _ cell: CellName) {
    self.record = record
    self.cell = cell
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.record, left.cell) < (right.record, right.cell)
  }
}

/// What a changeset that erases says of one earlier changeset of its scope: which of its values
/// are to go, and a hash by which what is left can be told from anything else.
public struct Erasure: Hashable, Sendable {
  /// Who wrote the changeset that loses values.
  public let author: Author
  /// Where it stands in its author's log.
  public let sequence: Int64
  /// The hash of its header.
  public let header: ContentHash
  /// `Changeset.remainder` of it: the same whichever of its values are gone.
  public let remainder: ContentHash
  /// The cells whose values go. Invariant: not empty, each once, sorted.
  public let cells: [CellPlace]

  public init(
    author: Author, sequence: Int64, header: ContentHash, remainder: ContentHash,
    cells: some Sequence<CellPlace>
  ) {
    self.author = author
    self.sequence = sequence
    self.header = header
    self.remainder = remainder
    self.cells = cells.sorted()
  }

  /// As it stands in `erases`.
  var value: Value {
    let records = Dictionary(grouping: cells, by: \.record).sorted { $0.key < $1.key }
    return .object([
      ("author", .text(author.text)), ("header", .string(header.description)),
      (
        "records",
        .array(
          records.map { record, cells in
            .object([
              ("cells", .array(cells.map { .text($0.cell.text) })),
              ("id", .text(record.id.text)), ("type", .text(record.type.text)),
            ])
          })
      ),
      ("remainder", .string(remainder.description)), ("sequence", .integer(sequence)),
    ])
  }
}
