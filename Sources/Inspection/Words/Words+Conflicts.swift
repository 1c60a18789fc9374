extension Words {
  static let conflicts: [Phrase] = []
}
