extension Words {
  static let matrix: [Phrase] = []
}
