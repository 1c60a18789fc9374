import StoreFixtures
import SyncCore
import SyncWire
import TestSupport

@testable import SyncStore

extension TrialReplica {
  /// A replica with something in every table that the merge fills: settled, contested, deleted and
  /// unknown records, an early dot, a log that waits, a fork, evidence of a refusal.
  static func full() throws -> TrialReplica {
    let trial = try TrialReplica()
    try trial.write(.put(.note, "settled"))
    try trial.write(.put(.status, .status("infort", on: "2026-05-01"), of: .kol))
    try trial.write(.put(.note, "mine", of: .named("implementation/14-contested")))
    try trial.write(.put(.isPilot, .boolean(true), of: .named("implementation/14-deleted")))
    try trial.delete(.named("implementation/14-deleted"))
    try trial.write(.put(.note, "x", of: .named("addition/14-unknown")))
    try trial.write(.put(.count, .integer(7), of: .named("implementation/14-count")))
    var kalmar = SignedLog(.kalmar)
    try kalmar.append(.put(.note, "theirs", of: .named("implementation/14-contested")))
    try kalmar.append(
      .put(.note, "after", of: .named("implementation/14-early"), replacing: [Dot(.national, 9)]))
    for note in ["lost", "waits"] { try kalmar.append(.put(.note, .string(note))) }
    var skane = SignedLog(.skane)
    try skane.append(.put(.note, "one", of: .named("implementation/14-forked")))
    try skane.append(.put(.note, "two", of: .named("implementation/14-forked")))
    var branch = skane.branch(after: 1, salt: 9)
    try branch.append(.put(.note, "other", of: .named("implementation/14-forked")))
    try trial.receive(skane.lines + [branch.line(2)] + [kalmar.line(1), kalmar.line(2)])
    try trial.receive([kalmar.line(4)])
    var national = SignedLog(.national)
    try national.append(.put(.note, "erased", of: .named("implementation/14-erased")))
    try trial.receive(national.lines)
    let occasion = Occasion(person: nil, message: "Begäran", time: .midsummer)
    let erased = RecordKey(.vgr, .named("implementation/14-erased"))
    _ = try trial.replica.erase(.note, of: erased, occasion)
    var forged = try RawLine(kalmar.changesets[2], key: .trial(seed: "a stranger's key"))
    forged.setHeader("sequence", .integer(8))
    try trial.receive([forged.line(), Array("no changeset".utf8)])
    try trial.tamper(
      """
      INSERT INTO exchanges (peer, received, sent) VALUES ('08', 1, 2);
      INSERT INTO holdings VALUES ('08', 'region/14', '14-vgr', 2);
      INSERT INTO files_read VALUES ('/share', 'a.jsonl', 10, 20, 'context');
      INSERT INTO referrals VALUES
        ('region/14', 'implementation', '14-contested', 'note', '08', 3, 'anna.berg', '[]')
      """)
    return trial
  }
}
