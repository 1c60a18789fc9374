package import SyncCore

extension Catalogue {
  /// The id of a new record, made by its type's rule; nil where the title gives none.
  ///
  /// - Parameters:
  ///   - party: who writes: `national`, or a county code. Regional ids begin with it.
  ///   - title: the value of the rule's field. A reference is taken as it stands, text is slugged.
  package static func id(
    for type: RecordType, party: String, title: String,
    using random: inout some RandomNumberGenerator
  ) -> RecordID? {
    let title = title.trimmed
    let prefix = party == "national" ? "" : party + "-"
    switch type.identity {
    case .code:
      guard let id = RecordID(title), type.identity.admits(id) else { return nil }
      return id
    case .slug:
      return RecordID(Slug.make(from: title))
    case .regional(let field):
      if type.home == .region, prefix.isEmpty { return nil }
      let stem = isReference(field, of: type) ? title : Slug.make(from: title)
      return stem.isEmpty ? nil : RecordID(prefix + stem)
    case .random:
      if type.home == .region, prefix.isEmpty { return nil }
      let stem = Slug.make(from: title, limitBytes: 40)
      return stem.isEmpty ? nil : RecordID("\(prefix)\(stem)-\(letters(8, using: &random))")
    }
  }

  private static func isReference(_ field: FieldName, of type: RecordType) -> Bool {
    guard case .plain(.reference) = type.field(named: field.string)?.shape else { return false }
    return true
  }

  /// Lower-case letters and digits without those that are easily mistaken: 0 and o, 1 and l.
  private static func letters(
    _ count: Int, using random: inout some RandomNumberGenerator
  ) -> String {
    let alphabet = Array("23456789abcdefghijkmnpqrstuvwxyz".utf8)
    let letters = (0..<count).map { _ in alphabet[Int.random(in: 0..<32, using: &random)] }
    return String(decoding: letters, as: UTF8.self)
  }
}
