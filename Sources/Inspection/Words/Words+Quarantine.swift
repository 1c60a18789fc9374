extension Words {
  static let quarantine: [Phrase] = []
}
