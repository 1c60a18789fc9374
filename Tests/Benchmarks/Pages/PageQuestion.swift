import SyncCore
import SyncStore

/// A page as a browser asks for it.
struct PageQuestion {
  let name: String
  let target: String
  /// Whether the bound of 100 ms holds for it; it does not for whole sheets.
  var isBounded = true
  /// The body of a form; nil for a question.
  var form: String?

  init(_ name: String, _ target: String, isBounded: Bool = true, form: String? = nil) {
    self.name = name
    self.target = target
    self.isBounded = isBounded
    self.form = form
  }

  init(_ name: String, _ path: String, _ key: RecordKey, _ rest: String = "") {
    self.init(name, "\(path)?scope=\(key.scope)&type=\(key.type)&id=\(key.id)\(rest)")
  }

  /// Every page, with the variants that have most to do.
  static func all(of built: PageReplica) throws -> [PageQuestion] {
    let area = built.records.pathways.first?.scope.string.split(separator: "/").last ?? ""
    return conflicts(area: String(area)) + (try conflict(of: built.replica))
      + catalogue(area: String(area), of: built.records) + introduction(area: String(area))
      + history(of: built.records)
  }

  private static func conflicts(area: String) -> [PageQuestion] {
    let filters = [
      ("values", "slag=varden"), ("existence", "slag=borttaget"), ("duplicates", "slag=dubblett"),
      ("references", "slag=referens"), ("refused", "slag=nekad"), ("region", "region=14"),
      ("area", "omrade=\(area)"), ("type", "typ=implementation"), ("age", "alder=30"),
      ("area and kind", "omrade=\(area)&slag=varden"),
    ]
    return [
      PageQuestion("overview", "/"), PageQuestion("conflicts", "/konflikter"),
      PageQuestion("conflicts, last page", "/konflikter?sida=100000"),
    ] + filters.map { PageQuestion("conflicts, \($0)", "/konflikter?\($1)") } + [
      PageQuestion("conflicts, sheet", "/konflikter.csv", isBounded: false)
    ]
  }

  private static func conflict(of replica: Replica) throws -> [PageQuestion] {
    let values = try replica.conflictPage(ConflictFilter(kinds: [.values]), limit: 1_000).entries
    let existence = try replica.conflictPage(ConflictFilter(kinds: [.existence]), limit: 1).entries
    var sized: [(bytes: Int, entry: ConflictEntry)] = []
    for entry in values {
      guard let cell = CellName(entry.place.cell) else { continue }
      let live = try replica.record(entry.place.key)?.state[cell]?.siblings ?? []
      sized.append((live.map { $0.value.asText?.sizeBytes ?? 0 }.max() ?? 0, entry))
    }
    sized.sort { $0.bytes > $1.bytes }
    let chosen: [(String, ConflictEntry?)] = [
      ("conflict", sized.last?.entry), ("conflict, 50 kB", sized.dropFirst().first?.entry),
      ("conflict, 1 MB", sized.first?.entry), ("conflict, existence", existence.first),
    ]
    return chosen.compactMap { name, entry in
      entry.map { PageQuestion(name, "/konflikt", $0.place.key, "&cell=\($0.place.cell)") }
    }
  }

  private static func catalogue(area: String, of records: PageRecords) -> [PageQuestion] {
    var questions = [
      PageQuestion("catalogue", "/katalog"),
      PageQuestion("catalogue, type", "/katalog?typ=plan_item"),
      PageQuestion("catalogue, type, last page", "/katalog?typ=plan_item&sida=100000"),
      PageQuestion("catalogue, type and scope", "/katalog?typ=plan_item&scope=region/14"),
      PageQuestion("catalogue, area and phase", "/katalog?omrade=\(area)&fas=godkand"),
      PageQuestion("search, common word", "/katalog?q=v%C3%A5rden"),
      PageQuestion("search, two common words", "/katalog?q=v%C3%A5rden+regionen"),
      PageQuestion("search, last page", "/katalog?q=v%C3%A5rden&sida=100000"),
      PageQuestion("search, rare word", "/katalog?q=\(PageText.rare)"),
      PageQuestion("search, prefix", "/katalog?q=lungsj"),
      PageQuestion("search, one letter", "/katalog?q=v"),
      PageQuestion("search, common in scope", "/katalog?q=v%C3%A5rden&scope=region/14"),
      PageQuestion("search, common in area", "/katalog?q=v%C3%A5rden&omrade=\(area)"),
    ]
    if let pathway = records.pathways.first {
      questions += [
        PageQuestion("record, many referrers", "/post", pathway),
        PageQuestion("record, history of a field", "/post", pathway, "&falt=population"),
        PageQuestion("record, history", "/historik", pathway),
        PageQuestion("record, history, older", "/historik", pathway, "&fore=2400"),
      ]
    }
    let own = records.records.last {
      $0.key.scope.owner == "14" && $0.key.type.string == "implementation"
    }
    if let own {
      questions += [
        PageQuestion("record, regional", "/post", own.key),
        PageQuestion("record, form", "/post", own.key, "&redigera=ja"),
      ]
    }
    return questions
  }

  private static func introduction(area: String) -> [PageQuestion] {
    [
      PageQuestion("introduction", "/inforande"),
      PageQuestion("introduction, last page", "/inforande?sida=100000"),
      PageQuestion("introduction, area", "/inforande?omrade=\(area)"),
      PageQuestion("introduction, regions", "/inforande?region=14&region=08"),
      PageQuestion("introduction, status", "/inforande?status=infort"),
      PageQuestion("introduction, no status", "/inforande?status=saknas"),
      PageQuestion("introduction, changed", "/inforande?andrat=1"),
      PageQuestion("introduction, sheet", "/inforande.csv", isBounded: false),
    ]
  }

  private static func history(of records: PageRecords) -> [PageQuestion] {
    let log = "scope=region/14&author=\(PageNetwork.office)"
    let change = "scope=region/14&dot=\(PageNetwork.office)"
    return [
      PageQuestion("logs", "/historik"),
      PageQuestion("history of a log", "/historik?\(log)"),
      PageQuestion("history of a log, large changesets", "/historik?\(log)&fore=11"),
      PageQuestion("changeset of 500 changes", "/andring?\(change):1"),
      PageQuestion("changeset of one change", "/andring?\(change):500"),
      PageQuestion("quarantine", "/karantan"),
      PageQuestion("quarantine, reason", "/karantan?orsak=malformed"),
      PageQuestion("no such page", "/saknas"),
    ]
  }
}
