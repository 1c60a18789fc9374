import Foundation
import SyncCore
import SyncHTTP
import SyncStore
import SyncWire

/// One changeset: what it did, and its proof.
enum ChangesetPage: Page {
  static let path = "/andring"
  /// How many changes stand on a page.
  static let pageSize = 50

  static func answer(_ visit: Visit) throws -> PageAnswer {
    let log = try visit.query.changesetLog()
    guard
      let facts = try visit.replica.changesetFacts(of: log.name, at: log.dot.sequence),
      let changeset = try changeset(of: log.name, at: log.dot.sequence, visit)
    else { throw Failure.pageMissing }
    let before = try hash(of: log.name, at: log.dot.sequence - 1, visit)
    let changes = changeset.body?.changes ?? []
    let pager = Pager(visit.query["sida"], total: changes.count, size: pageSize)
    var table = ChangeTable(visit, scope: log.name.scope)
    var told: [[String: Any]] = []
    for change in changes.dropFirst(pager.offset).prefix(pager.size) {
      var context = try table.context(change)
      context["record_history"] =
        PageLink.history(RecordKey(log.name.scope, change.record)).description
      told.append(context)
    }
    var context: [String: Any] = [
      "facts": visit.told(facts), "changes": told,
      "steps": ChangesetProof(changeset, after: before, visit).steps.map {
        ["text": $0.text, "holds": $0.holds]
      },
      "header": header(of: facts),
      "file": PageLink(ChangesetFile.path, visit.link.with("sida", nil).values.map { ($0, $1) })
        .description,
      "command": command(log.dot, visit),
    ]
    context.merge(try neighbours(of: log.dot, in: log.name, visit)) { own, _ in own }
    context["pager"] = pager.context(visit.link, visit.words)
    return visit.page(
      "changeset", title: visit.words("changeset_title", log.dot.description), context)
  }

  /// The changesets before and after it in the log, where there are such.
  private static func neighbours(
    of dot: Dot, in log: LogName, _ visit: Visit
  ) throws -> [String: Any] {
    var links: [String: Any] = [:]
    if dot.sequence > 1 {
      let earlier = Dot(dot.author, dot.sequence - 1)
      links["earlier"] = PageLink.changeset(earlier, in: log.scope).description
    }
    if try visit.replica.headerHash(at: dot.sequence + 1, of: log) != nil {
      let later = Dot(dot.author, dot.sequence + 1)
      links["later"] = PageLink.changeset(later, in: log.scope).description
    }
    return links
  }

  private static func changeset(
    of log: LogName, at sequence: Int64, _ visit: Visit
  ) throws -> Changeset? {
    try visit.replica.changesetLine(of: log, at: sequence).map { try Changeset.decode($0) }
  }

  /// The hash of a header: worked out from the line, or where that is long, as it was on receipt.
  private static func hash(
    of log: LogName, at sequence: Int64, _ visit: Visit
  ) throws -> ContentHash? {
    guard let line = try visit.replica.changesetLine(of: log, at: sequence) else { return nil }
    guard line.count > HistoryPage.limitBytes else { return try Changeset.decode(line).header.hash }
    return try visit.replica.headerHash(at: sequence, of: log)
  }

  /// The facts of the header, as they stand on the wire.
  private static func header(of facts: ChangesetFacts) -> [String: Any] {
    [
      "scope": facts.log.scope.string, "author": facts.dot.author.string,
      "sequence": "\(facts.dot.sequence)", "format": "\(facts.format)",
      "schema": facts.schema.map(String.init) ?? "–", "time": facts.claimed.description,
      "hash": facts.hash.description, "previous": facts.previous?.description ?? "–",
      "size": "\(facts.sizeBytes)",
    ]
  }

  /// How the same is checked on the command line: the file by itself, and all that is here.
  private static func command(_ dot: Dot, _ visit: Visit) -> String {
    let replica = "--replica '\(visit.replica.folder.url.path)'"
    let peers = "--peers '\(visit.workspace.peersFolder.url.path)'"
    return """
      syncd verify \(replica) \(peers)
      syncd apply \(ChangesetFile.name(of: dot)) --dry-run \(replica) \(peers)
      """
  }
}

extension FormFields {
  /// The changeset that `scope` and `dot` name.
  ///
  /// - Throws: `page_missing` where they name none.
  func changesetLog() throws -> (name: LogName, dot: Dot) {
    guard let scope = self["scope"].flatMap({ Scope($0) }),
      let dot = self["dot"].flatMap({ Dot($0) })
    else { throw Failure.pageMissing }
    return (LogName(scope, dot.author), dot)
  }
}
