extension Words {
  static let record: [Phrase] = []
}
