package import SyncCore

/// The name under which a replica writes now, and why it is not the registered one.
package struct Incarnation: Hashable, Sendable {
  package let author: Author
  /// Empty where it writes under the name that it was made with.
  package let signs: Set<CopySign>

  /// In the order in which they are declared.
  package var sortedSigns: [CopySign] { CopySign.allCases.filter(signs.contains) }

  /// The reasons as the end of a sentence.
  package var reasons: String { sortedSigns.map(\.reason).joined(separator: ", and ") }
}

extension Incarnation {
  /// Who writes in a replica of this author, as its database says.
  static func current(of author: Author, in session: Session) throws -> Incarnation {
    guard let name = try session.setting(SettingName.incarnation).flatMap({ Author($0) }),
      name.registered == author.registered
    else { return Incarnation(author: author, signs: []) }
    let codes = try session.setting(SettingName.incarnationReason) ?? ""
    let signs = codes.split(separator: " ").compactMap { CopySign(rawValue: "\($0)") }
    return Incarnation(author: name, signs: Set(signs))
  }

  /// A new name, which nobody here has heard of, for what an author writes from now on.
  static func begun(
    for author: Author, because signs: Set<CopySign>, besides guarded: Guard?, in session: Session
  ) throws -> Incarnation {
    var random = SystemRandomNumberGenerator()
    while true {
      let mark = (0..<8).compactMap { _ in letters.randomElement(using: &random) }
      guard let name = Author("\(author.registered)~\(String(mark))"),
        name.string != guarded?.author, try !isKnown(name, in: session)
      else { continue }
      let incarnation = Incarnation(author: name, signs: signs)
      try session.setSetting(SettingName.incarnation, name.string)
      try session.setSetting(
        SettingName.incarnationReason,
        incarnation.sortedSigns.map(\.rawValue).joined(separator: " "))
      try session.run(
        "DELETE FROM settings WHERE name = ?", .text(SettingName.madeFromBackup))
      return incarnation
    }
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")

  private static func isKnown(_ name: Author, in session: Session) throws -> Bool {
    try session.statement(
      """
      SELECT EXISTS (SELECT 1 FROM logs WHERE author = ?1)
        OR EXISTS (SELECT 1 FROM waiting WHERE author = ?1)
        OR EXISTS (SELECT 1 FROM holdings WHERE author = ?1)
        OR EXISTS (SELECT 1 FROM own_logs WHERE author = ?1)
      """
    ).bind(.text(name.string)).first { $0.integer(0) } == 1
  }
}

extension Replica {
  /// The name under which it wrote last, and why that is not the registered one.
  package func incarnation() throws -> Incarnation {
    try read { try Incarnation.current(of: author, in: $0) }
  }

  /// What the next edit will find that makes it write under a new name; empty in normal life.
  package func signs() throws -> [CopySign] {
    let here = try Whereabouts.observed(of: folder)
    let guarded = GuardFile(in: folder).read()
    return try read { session in
      let current = try Incarnation.current(of: author, in: session)
      let evidence = try CopyEvidence(session, author: current.author, here: here, guarded: guarded)
      return CopySign.allCases.filter(evidence.signs.contains)
    }
  }
}
