package import SyncCore

/// What may stand in a record: one set of rules for edits, imports and `check`.
///
/// They work before signing. In what peers send they are findings of `check` and never affect the
/// merge (DESIGN section 6).
package enum ContentRules {
  /// The personal identity numbers in a text, in its order.
  package static func findings(in text: String) -> [Finding] {
    guard text.utf8.count(where: { (48...57).contains($0) }) >= 10 else { return [] }
    return PersonalNumberScan(text).findings()
  }

  /// A text with the last four digits of every personal number in it replaced by asterisks.
  package static func masked(_ text: String) -> String {
    let findings = findings(in: text)
    guard !findings.isEmpty else { return text }
    var bytes = Array(text.utf8)
    for finding in findings { finding.mask(in: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What is wrong with writing these cells of a record; empty where all is well.
  ///
  /// Only what the assignments say is looked at: references may dangle, and nothing is required.
  package static func problems(
    of record: RecordName, assigning assignments: [(cell: CellName, value: Value?)],
    schema: Schema = Catalogue.schema
  ) -> [ContentProblem] {
    var judge = ContentJudge(record: record, type: schema[record.type])
    judge.judgeName()
    for (cell, value) in assignments { judge.judge(cell, value) }
    return judge.problems
  }

  /// What is wrong with a text that stands beside the records: a message or a reason.
  package static func problems(
    ofText text: String, named name: String, in record: RecordName
  ) -> [ContentProblem] {
    var judge = ContentJudge(record: record, type: nil)
    judge.judgeText(text, in: nil, named: name)
    return judge.problems
  }
}
