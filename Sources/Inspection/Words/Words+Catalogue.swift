extension Words {
  static let catalogue: [Phrase] = []
}
