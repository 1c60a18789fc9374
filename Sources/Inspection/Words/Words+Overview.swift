extension Words {
  static let overview: [Phrase] = []
}
