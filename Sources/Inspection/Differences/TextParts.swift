/// Several versions of one text, cut where they differ, so that a person can choose paragraph by
/// paragraph which version to take.
///
/// Invariant: choosing one version everywhere gives exactly the text of that version.
package struct TextParts: Sendable {
  /// Paragraphs in which the versions differ.
  package struct Choice: Sendable {
    /// What each version holds there, in the order of the versions; empty where it holds nothing.
    package let alternatives: [String]
    /// What the text that all were written over holds there; nil where there is no such text.
    package let base: String?
  }

  /// A stretch of the text.
  package enum Part: Sendable {
    /// All versions hold it, byte for byte.
    case common(String)
    /// The versions differ.
    case choice(Choice)
  }

  /// In the order of the text.
  package let parts: [Part]

  /// Cuts versions of a text.
  ///
  /// - Parameters:
  ///   - base: what all versions were written over, if anything.
  ///   - versions: at least one.
  package init(base: String?, versions: [String]) {
    var effort = Effort()
    self.init(base: base, versions: versions, effort: &effort)
  }

  init(base: String?, versions: [String], effort: inout Effort) {
    precondition(!versions.isEmpty, "a text has at least one version")
    var cutting = VersionCutting(versions + (base.map { [$0] } ?? []))
    let lists = cutting.stretches(effort: &effort)
    parts = Self.parts(lists, versions: versions.count)
  }

  /// The parts to choose between, in order.
  package var choices: [Choice] {
    parts.compactMap { if case .choice(let choice) = $0 { choice } else { nil } }
  }

  /// The text that some choices give: for each part to choose, the index of a version.
  ///
  /// Nil where there are more or fewer choices than parts to choose, or an index names no version.
  package func joined(choices: [Int]) -> String? {
    var rest = choices[...]
    var text = ""
    for part in parts {
      switch part {
      case .common(let common): text += common
      case .choice(let choice):
        guard let index = rest.popFirst(), choice.alternatives.indices.contains(index) else {
          return nil
        }
        text += choice.alternatives[index]
      }
    }
    return rest.isEmpty ? text : nil
  }

  /// Stretches in which all versions are equal are common, and neighbours of a kind one part.
  private static func parts(_ lists: [VersionCutting.Stretch], versions: Int) -> [Part] {
    var parts: [Part] = []
    for stretch in lists {
      let alternatives = Array(stretch.texts[..<versions])
      let isCommon = alternatives.dropFirst().allSatisfy {
        $0.utf8.elementsEqual(alternatives[0].utf8)
      }
      if !isCommon {
        let base = stretch.texts.count > versions ? stretch.texts[versions] : nil
        parts.append(.choice(Choice(alternatives: alternatives, base: base)))
      } else if case .common(let before) = parts.last {
        parts[parts.count - 1] = .common(before + alternatives[0])
      } else if !alternatives[0].utf8.isEmpty {
        parts.append(.common(alternatives[0]))
      }
    }
    return parts
  }
}
