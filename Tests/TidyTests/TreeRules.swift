/// What may lie at the top of the repository.
enum TreeRules {
  static let allowed: Set = [
    "Package.swift", "Package.resolved", "Sources", "Tests", "Peers", "README.md", "Makefile",
    ".ci", ".gitignore", ".swift-format", ".git", ".build",
  ]

  static func strangers(among names: [String]) -> [String] {
    names.filter { !allowed.contains($0) }
  }
}
