public import SyncCore

extension Changeset {
  /// A hash that binds the whole body but its salt and is the same whichever of its values are
  /// gone; nil without a body that can be read, or where the line contradicts itself.
  ///
  /// An erasure names it. So whoever gets what is left can tell that nobody changed it, also after
  /// several erasures that knew nothing of each other. Cost: about the reading of the line.
  public var remainder: ContentHash? {
    guard let values, let cover = cover(of: values) else { return nil }
    let seeds = cover.leaves
    var leaves: [ContentHash] = []
    for (index, write) in values.writes.enumerated() {
      if let seed = seeds[index] {
        leaves.append(SeedCover.leaf(seed: seed, value: write.value))
      } else if let leaf = erased?.leaves[write.place], write.value == Value.erased {
        leaves.append(leaf)
      } else {
        return nil
      }
    }
    return values.remainder(leaves: leaves)
  }

  /// The same changeset without the values of some cells; cells that it does not write, or of
  /// which the value is gone already, change nothing.
  ///
  /// Everything else stays: header and signature, types, ids, cells, what is replaced, person and
  /// texts. The salt goes, for with it the value could be guessed from the header's hash.
  ///
  /// - Returns: nil if there is no body that can be read, or what is left is over a limit.
  public func erasing(_ cells: Set<CellPlace>) -> Changeset? {
    guard let values, var cover = cover(of: values), let remainder else { return nil }
    var leaves = erased?.leaves ?? [:]
    let seeds = cover.leaves
    for (index, write) in values.writes.enumerated() where cells.contains(write.place) {
      guard let seed = seeds[index] else { continue }
      leaves[write.place] = SeedCover.leaf(seed: seed, value: write.value)
      cover.remove(index)
    }
    guard leaves.count > erased?.leaves.count ?? 0 else { return self }
    let part = ErasedPart(remainder: remainder, seeds: cover.seeds, leaves: leaves)
    let body = values.erasing { leaves[$0] != nil }
    return try? .decode(
      Self.line(
        body: CanonicalJSON.write(body), erased: part.wire, header: header.bytes,
        signature: signature))
  }

  /// The cells to which the changeset gives a value.
  public var writtenCells: Set<CellPlace> {
    Set(
      (body?.changes ?? []).flatMap { change in
        change.writes.map { CellPlace(change.record, $0.cell) }
      })
  }

  private var values: BodyValues? {
    guard body != nil, let value = try? CanonicalJSON.read(line)["body"] else { return nil }
    return BodyValues(value)
  }

  private func cover(of values: BodyValues) -> SeedCover? {
    if let salt = body?.salt { return SeedCover(count: values.writes.count, salt: salt) }
    guard let erased else { return nil }
    let gone = values.writes.indices.filter { erased.leaves[values.writes[$0].place] != nil }
    guard gone.count == erased.leaves.count else { return nil }
    return SeedCover(count: values.writes.count, without: Set(gone), seeds: erased.seeds)
  }
}
