/// A language of the pages.
enum Language: String, CaseIterable {
  case swedish = "sv"
  case english = "en"

  var other: Language { self == .swedish ? .english : .swedish }
}
