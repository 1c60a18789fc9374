extension Words {
  static let conflict: [Phrase] = []
}
