/// Whether a record is shown, worked out from its deletes and restores (DESIGN section 7).
public enum Existence: Hashable, Sendable {
  /// No live dot at all: the record was never written here, or every cell was removed.
  case absent
  case visible
  /// Every live dot is named by a live delete.
  case hidden
  /// Deleted by someone who had not seen every live write: visible, and a conflict on `exists`.
  case contested(deletes: [Sibling], unseen: [Sibling])

  public var isVisible: Bool {
    switch self {
    case .visible, .contested: true
    case .absent, .hidden: false
    }
  }
}

extension RecordState {
  /// The live deletes: siblings of `exists` that hold an array of dots.
  public var deletes: [Sibling] {
    guard let cell = self[.exists] else { return [] }
    return cell.siblings.filter { if case .array = $0.value { true } else { false } }
  }

  public var existence: Existence {
    guard !isEmpty else { return .absent }
    let deletes = deletes
    guard !deletes.isEmpty else { return .visible }
    let named = Set(deletes.flatMap(\.seenDots))
    let own = Set(deletes.map(\.dot))
    var unseen: [Dot: Sibling] = [:]
    for cell in cells {
      for sibling in cell.siblings
      where !named.contains(sibling.dot) && !own.contains(sibling.dot) {
        unseen[sibling.dot] = sibling
      }
    }
    guard !unseen.isEmpty else { return .hidden }
    return .contested(deletes: deletes, unseen: unseen.values.sorted { $0.dot < $1.dot })
  }

  /// The change that deletes the record as seen now, and as the deletes had seen it that this one
  /// replaces: else a write that they knew of and that has not come here would seem unknown.
  public func deletion(of record: RecordName, reason: Text?) -> Change {
    let seen = liveDots.union(deletes.flatMap(\.seenDots))
    return Change(
      record: record, replaces: replacements(in: .exists), existence: .delete(seen: seen),
      reason: reason)
  }

  /// The change that makes the record exist again, whatever deletes are live now.
  public func restoration(of record: RecordName, reason: Text?) -> Change {
    Change(
      record: record, replaces: replacements(in: .exists), existence: .restore, reason: reason)
  }

  private func replacements(in cell: CellName) -> [Change.Replacement] {
    guard let dots = self[cell]?.dots else { return [] }
    return [Change.Replacement(cell, dots)]
  }
}

extension Sibling {
  /// The dots that a delete had seen; empty for any other value.
  public var seenDots: [Dot] {
    guard case .array(let elements) = value else { return [] }
    return elements.compactMap { $0.asText.flatMap { Dot($0.string) } }
  }
}
