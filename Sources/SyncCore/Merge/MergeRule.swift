/// How a field's schema ranks concurrent values. A rule may settle a cell; it never drops a value.
public enum MergeRule: Hashable, Sendable {
  /// The latest date (text in ISO form, so the greatest by bytes).
  case latest
  /// The highest integer.
  case highest
  /// The value of the scope's owner, if the owner has exactly one among the siblings.
  case ownerFirst
  /// Only a person settles it.
  case manual
}

/// A cell's siblings ranked: what is shown first, and whether a rule settled it.
public struct Ranking: Hashable, Sendable {
  /// The sibling that is shown first.
  public let provisional: Sibling
  /// Whether more than one value is live and no rule decides between them.
  public let isConflict: Bool
}

extension Cell {
  /// Ranks the siblings: the field's rule, then the claimed time, then the author (DESIGN 7).
  ///
  /// A pure function of the siblings. Two siblings never share an author, so bytes never decide.
  ///
  /// - Parameter isOwner: whether an author writes for the owner of the record's scope.
  public func ranking(rule: MergeRule, isOwner: (Author) -> Bool) -> Ranking {
    func byTime(_ left: Sibling, _ right: Sibling) -> Bool {
      (left.time, left.dot.author) < (right.time, right.dot.author)
    }
    let candidates = preferred(by: rule, isOwner: isOwner)
    let provisional = candidates.max(by: byTime) ?? siblings[0]
    let isSettled = rule != .manual && !Cell(name: name, siblings: candidates).differs
    return Ranking(provisional: provisional, isConflict: differs && !isSettled)
  }

  /// The siblings that the rule puts first; all of them where it says nothing.
  private func preferred(by rule: MergeRule, isOwner: (Author) -> Bool) -> [Sibling] {
    let chosen: [Sibling]
    switch rule {
    case .manual:
      chosen = []
    case .ownerFirst:
      chosen = siblings.filter { isOwner($0.dot.author) }
    case .latest:
      let latest = siblings.compactMap(\.value.asText).max()
      chosen = siblings.filter { latest != nil && $0.value.asText == latest }
    case .highest:
      let highest = siblings.compactMap(\.value.asInteger).max()
      chosen = siblings.filter { highest != nil && $0.value.asInteger == highest }
    }
    return chosen.isEmpty ? siblings : chosen
  }
}

extension Value {
  fileprivate var asInteger: Int64? {
    if case .integer(let number) = self { number } else { nil }
  }
}
