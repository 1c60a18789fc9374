import SyncCore
import SyncStore

/// A long text that several wrote, cut so that a person can take parts of each.
struct ConflictParts {
  private let parts: TextParts

  /// Nil for anything but an open conflict of long texts.
  init?(_ current: ConflictCase) {
    guard let open = current.open, current.field?.isLongText == true else { return nil }
    let texts = open.conflict.siblings.map { $0.value.asText?.string ?? "" }
    guard texts.allSatisfy({ $0.utf8.count <= Self.limitBytes }) else { return nil }
    let parts = TextParts(base: open.base?.asText?.string, versions: texts)
    guard parts.parts.count > 1, parts.parts.count <= Self.partsLimit else { return nil }
    self.parts = parts
  }

  /// Longer texts are not cut: the page would be too long to work with.
  private static let limitBytes = 100_000
  private static let partsLimit = 200

  /// The text that a form's choices make; of a part without a choice, the first version's.
  func joined(_ form: ConflictForm) -> String {
    parts.joined(choices: parts.choices.indices.map { choice($0, form) }) ?? ""
  }

  /// The version that is taken of a part.
  private func choice(_ number: Int, _ form: ConflictForm) -> Int {
    let choice = form.parts[number] ?? 0
    return parts.choices[number].alternatives.indices.contains(choice) ? choice : 0
  }

  func context(_ form: ConflictForm, _ words: Words) -> [String: Any] {
    var number = 0
    let stretches = parts.parts.map { part -> [String: Any] in
      switch part {
      case .common(let text): return ["is_common": true, "text": text]
      case .choice(let one):
        defer { number += 1 }
        return context(of: one, number, form, words)
      }
    }
    return ["stretches": stretches, "is_used": !form.parts.isEmpty]
  }

  private func context(
    of part: TextParts.Choice, _ number: Int, _ form: ConflictForm, _ words: Words
  ) -> [String: Any] {
    let chosen = choice(number, form)
    return [
      "legend": words("parts_stretch", "\(number + 1)"),
      "options": part.alternatives.enumerated().map { version, text in
        [
          "id": "part-\(number)-\(version)", "name": "part.\(number)", "value": "\(version)",
          "letter": ConflictView.letter(version), "text": text, "is_nothing": text.isEmpty,
          "is_chosen": version == chosen,
        ] as [String: Any]
      },
    ]
  }
}
