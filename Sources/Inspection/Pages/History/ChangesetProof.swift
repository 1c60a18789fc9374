import SyncCore
import SyncStore
import SyncWire

/// Whether a changeset is what its author signed, and stands where its log says: worked out anew
/// from the stored bytes.
struct ChangesetProof {
  /// What is checked, each by itself.
  struct Step {
    let holds: Bool
    let text: String
  }

  let steps: [Step]

  /// - Parameters:
  ///   - changeset: decoded from its line, so its body is the one that the header names.
  ///   - before: the hash of the header before it in the log, where that is here.
  init(_ changeset: Changeset, after before: ContentHash?, _ visit: Visit) {
    steps = [
      Self.signature(of: changeset, visit), Self.content(of: changeset, visit.words),
      Self.chain(of: changeset, after: before, visit.words),
    ]
  }

  private static func signature(of changeset: Changeset, _ visit: Visit) -> Step {
    let author = changeset.header.author
    do {
      _ = try changeset.verified(against: visit.workspace.rights)
    } catch {
      let text = "\(visit.words.refusal(error.code)). \(visit.words.refusalAdvice(error.code))"
      return Step(holds: false, text: text)
    }
    let key = visit.workspace.rights.registration(of: author).map { KeyText.encode($0.key) } ?? ""
    return Step(
      holds: true,
      text: visit.words(
        "changeset_signed", author.string, visit.labels.organisation(of: author), key))
  }

  private static func content(of changeset: Changeset, _ words: Words) -> Step {
    var phrase = changeset.body == nil ? "changeset_no_body" : "changeset_body_fits"
    if changeset.erased != nil { phrase = "changeset_body_erased" }
    return Step(holds: true, text: words(phrase, changeset.header.body.description))
  }

  private static func chain(
    of changeset: Changeset, after before: ContentHash?, _ words: Words
  ) -> Step {
    let header = changeset.header
    guard let previous = header.previous else {
      return Step(holds: header.sequence == 1, text: words["changeset_first"])
    }
    let number = "\(header.sequence - 1)"
    guard let before else {
      return Step(holds: false, text: words("changeset_before_missing", number))
    }
    let holds = before == previous
    return Step(
      holds: holds,
      text: words(
        holds ? "changeset_chained" : "changeset_unchained", number, previous.description))
  }
}
