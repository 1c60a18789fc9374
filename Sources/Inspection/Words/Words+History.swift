extension Words {
  static let history: [Phrase] = []
}
