package import SyncCore
package import SyncStore

/// The dots that a person was shown, given with --expect.
package struct Expectation {
  private let dots: Set<Dot>

  /// Nil where nothing is expected; `none` expects that nothing was there.
  ///
  /// - Throws: `bad_dot` for a text that is no dot.
  package init?(_ texts: [String]) throws {
    guard !texts.isEmpty else { return nil }
    dots = Set(
      try texts.filter { $0 != "none" }.map { text in
        guard let dot = Dot(text) else {
          throw Failure(
            "bad_dot", "'\(text)' is no dot. Nothing was written.",
            hint: "Write AUTHOR:SEQUENCE, such as 14-vgr:16, or none.")
        }
        return dot
      })
  }

  /// Whether a dot is among what the person was shown.
  package func holds(_ dot: Dot) -> Bool { dots.contains(dot) }

  /// What the expected dots wrote into a cell, in their order; those that are live no more have
  /// the earliest time of all.
  func siblings(
    of cell: CellName, in key: RecordKey, _ state: RecordState, view: EditView
  ) throws -> [Sibling] {
    try dots.sorted().compactMap { dot in
      if let live = state[cell]?.siblings.first(where: { $0.dot == dot }) { return live }
      return try view.value(of: cell, at: dot, in: key).map {
        Sibling(dot: dot, value: $0, time: Timestamp(milliseconds: 0))
      }
    }
  }

  /// The expected dots of each cell.
  ///
  /// - Throws: `unknown_dot` if one of them wrote none of the cells, as far as is known here.
  package func basis(
    of cells: some Sequence<CellName>, in key: RecordKey, view: EditView
  ) throws -> [CellName: Set<Dot>] {
    var basis: [CellName: Set<Dot>] = [:]
    var unknown = dots
    for cell in cells {
      let known = try dots.filter { try view.value(of: cell, at: $0, in: key) != nil }
      basis[cell] = known
      unknown.subtract(known)
    }
    guard let dot = unknown.min() else { return basis }
    throw StoreError(
      .unknownDot, "\(dot) wrote none of these fields of \(key.name). Nothing was written.",
      hint: "Look with: syncd explain \(key.name) FIELD.")
  }
}
