package import SyncCore

/// What a decision approves: one record with the digest of exactly the content that was decided.
///
/// It stands as a member of the decision's set `approves`: `pathway/kol-1=sha256:…`. The digest is
/// that of the record in DESIGN section 8, so "changed since approval" means that the two differ.
package struct Approval: Hashable, Sendable {
  package let record: RecordName
  package let digest: ContentHash

  package init(record: RecordName, digest: ContentHash) {
    self.record = record
    self.digest = digest
  }

  /// Nil unless the member has the form `type/id=sha256:digest`.
  package init?(_ member: Text) {
    let halves = member.string.split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, let record = RecordName(path: String(halves[0])),
      let digest = ContentHash(String(halves[1]))
    else { return nil }
    self.init(record: record, digest: digest)
  }

  /// The member as it is stored.
  package var text: Text { Text("\(record)=\(digest)") }
}

extension RecordName {
  /// Nil unless the text is a type, a slash and an id: `pathway/kol-1`.
  package init?(path: String) {
    let halves = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, let type = TypeName(String(halves[0])),
      let id = RecordID(String(halves[1]))
    else { return nil }
    self.init(type, id)
  }
}
