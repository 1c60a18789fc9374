import Foundation
import SyncCore

/// What a person chose and typed on the page of a conflict.
struct ConflictForm {
  /// The choice of a value of one's own.
  static let new = "new"
  /// What the choice of an earlier value begins with.
  static let earlier = "earlier "

  /// A dot, `earlier DOT`, `new`, or nil.
  var choice: String?
  /// What was typed, by the names of the columns.
  var texts: [String: String] = [:]
  var reason = ""
  /// The dots that were shown.
  var dots: [String] = []
  /// For each stretch of a long text, the sibling whose paragraphs are taken.
  var parts: [Int: Int] = [:]

  /// Nothing chosen yet.
  init() {}

  init(_ form: FormFields) {
    choice = form.filled("choice")
    reason = form.filled("reason") ?? ""
    dots = form.all("shown")
    for (name, value) in form.pairs {
      if let column = name.dropped("value."), texts[column] == nil { texts[column] = value }
      if let part = name.dropped("part.").flatMap({ Int($0) }) { parts[part] = Int(value) }
    }
  }

  /// - Throws: `nothing_chosen`.
  func resolution() throws -> RecordEditor.Resolution {
    guard let choice else { throw Self.nothingChosen }
    if choice == Self.new { return .typed(texts) }
    if let dot = choice.dropped(Self.earlier).flatMap({ Dot($0) }) { return .earlier(dot) }
    guard let dot = Dot(choice) else { throw Self.nothingChosen }
    return .take(dot)
  }

  static let reasonMissing = Failure(
    "reason_missing", "A conflict is settled with a reason. Nothing was written.",
    hint: "Write why in one sentence.")

  private static let nothingChosen = Failure(
    "nothing_chosen", "No value was chosen. Nothing was written.",
    hint: "Choose one of the values, or write a new one.")
}

extension String {
  /// The rest behind a prefix; nil where it does not begin with it.
  fileprivate func dropped(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
