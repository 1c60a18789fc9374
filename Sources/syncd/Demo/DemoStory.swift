import Catalogue
import Foundation
import Inspection
import SyncCore
import SyncExchange
import SyncStore

/// The story of the demo, told while it happens: every line printed was read from a replica.
struct DemoStory {
  let stage: DemoStage
  let isKept: Bool

  func tell() async throws {
    let carrier = stage.servers == nil ? "no server" : "servers that come and go"
    say("syncd demo: one catalogue, six replicas, \(carrier), no clock trusted")
    try stage.servers?.start()
    try await loadCatalogue()
    try await beginIntroduction()
    try workOffline()
    try await exchangeAwkwardly()
    try showConflicts()
    try await settleOne()
    try prove()
    lookFurther()
    say("\nAll \(stage.offices.count) replicas are identical: the same heads, the same digests.")
  }

  // MARK: Chapters

  private func loadCatalogue() async throws {
    chapter(1, "The national source loads the catalogue, and everyone gets a copy")
    let written = try stage.national.importBundled()
    let scopes = Set(written.map(\.scope)).count
    let replica = stage.national.replica
    let counts = try ["pathway", "programme_area", "region", "body"].map { name in
      "\(try replica.records(of: .declaredInDemo(name)).count) \(name)"
    }
    say("\(stage.national.who) imports \(counts.joined(separator: ", ")) records:")
    say("\(written.count) signed changesets in \(scopes) scopes. Doubts of the sources come along.")
    try await push(stage.national)
    for office in stage.offices.dropFirst() { try await pull(office) }
  }

  private func beginIntroduction() async throws {
    chapter(2, "Region Kalmar begins to introduce KOL (1), and its offices hear of it")
    try stage.kalmar.write(
      "implementation/08-kol-1",
      [
        ("pathway", "kol-1"), ("responsible", "Processledare lungsjukvård"),
        ("status", DemoScript.status("planering_pagar", "2026-10-01")),
      ], message: "Beslut i samordningsrådet")
    try stage.kalmar.write(
      "plan_item/08-spirometri",
      [("title", "Spirometri på alla vårdcentraler"), ("due", "2027-03-31")],
      message: "Handlingsplan")
    try await sync(stage.kalmar)
    for office in [stage.oskarshamn, stage.vastervik, stage.skane] { try await pull(office) }
    try stage.kalmar.write(
      "implementation/08-kol-1", [(DemoScript.unit, true)], message: "Första enheten")
    try await sync(stage.kalmar)
    try await pull(stage.oskarshamn)
    say("Vårdcentralen Lindsdal came last: Oskarshamn has heard of it, Västervik has not.")
  }

  private func workOffline() throws {
    chapter(3, "Everyone works offline; nobody knows of the others")
    say("The clock in Västervik is 399 days ahead. It does not matter.")
    for edit in DemoScript.offline(stage) { try tellEdit(edit) }
    try stage.kalmar.delete("plan_item/08-spirometri", reason: "Ingår i regionens basutbud")
    say("  \(stage.kalmar.who) deletes plan_item/08-spirometri: Ingår i regionens basutbud")
  }

  private func exchangeAwkwardly() async throws {
    let way = stage.servers == nil ? "through a folder" : "over HTTP"
    chapter(4, "They exchange \(way), in an awkward order, some of them twice")
    try await push(stage.vastervik)
    if let servers = stage.servers { try await meetNobody(at: servers.national) }
    try await push(stage.host)
    for office in [stage.skane, stage.skane, stage.national] { try await pull(office) }
    for office in [stage.oskarshamn, stage.kalmar, stage.national, stage.host] {
      try await sync(office)
    }
    for office in [stage.kalmar] + stage.offices.reversed() { try await pull(office) }
  }

  /// The national source is out of reach for a while; nothing is lost, and nobody waits for it.
  private func meetNobody(at server: DemoServer) async throws {
    server.stop()
    say("The server of the national source is switched off:")
    try await push(stage.host)
    try await pull(stage.skane)
    say("The offices in Kalmar go on by their own server:")
    try await pull(stage.oskarshamn)
    try server.start()
    say("It is back, and everything goes on from where it was:")
  }

  private func showConflicts() throws {
    chapter(5, "What collided: every value is kept until a person settles it")
    let conflicts = try stage.kalmar.replica.conflicts()
    for conflict in conflicts { say(DemoScript.text(of: conflict)) }
    let units = try stage.kalmar.members(of: "affected_units", in: "implementation/08-kol-1")
    say("  No conflict on affected_units: Oskarshamn took Lindsdal out, but Västervik added it")
    say("  without having seen it there. An addition that nobody saw stays:")
    say("  \(units.joined(separator: ", "))")
  }

  private func settleOne() async throws {
    chapter(6, "One is settled, with a reason")
    let reason = "Båda orterna bekräftade på mötet: infört överallt utom Borgholm"
    try stage.kalmar.write(
      "implementation/08-kol-1", [("status", DemoScript.status("delvis_infort", "2026-11-20"))],
      message: "Avstämning", reason: reason)
    say("  \(stage.kalmar.who) sets the status to delvis_infort 2026-11-20:")
    say("  \(reason)")
    for office in [stage.kalmar] + stage.offices { try await sync(office) }
  }

  private func prove() throws {
    chapter(7, "Proof: each replica works out its own heads and digests")
    var proofs: Set<DemoProof> = []
    for office in stage.offices {
      let proof = try DemoProof(of: office.replica)
      proofs.insert(proof)
      say("  \(office.name.padded(to: 14)) \(proof.summary)")
    }
    let open = try stage.skane.replica.conflictCount()
    guard proofs.count == 1 else {
      throw DemoMistake.badScript("the replicas differ: \(proofs.count) different states")
    }
    say("Still open are \(open) conflicts, the same ones everywhere; every value in them waits.")
  }

  private func lookFurther() {
    guard isKept else {
      say("\nTo look around yourself:  syncd demo --keep /tmp/syncd-demo")
      return
    }
    let folder = stage.folder.path
    say(
      """

      Look further (the folder stays):
        export SYNCD_PEERS=\(folder)/Peers SYNCD_REPLICA=\(folder)/08-kalmar
        syncd conflicts
        syncd history implementation/08-kol-1 status
        syncd explain pathway/kol-1 summary
        sqlite3 \(folder)/08-kalmar/replica.sqlite "SELECT id, title, phase FROM pathway"
      """)
    guard let server = stage.servers?.national else { return }
    say(
      """
        syncd serve --replica \(folder)/national --listen \(server.listener) &
        syncd sync national
        syncd status
      """)
  }

  // MARK: Telling

  private func tellEdit(_ edit: DemoScript.OfflineEdit) throws {
    try edit.office.write(edit.record, edit.cells, message: edit.message)
    say("  \(edit.office.who) writes \(edit.record)")
    for (cell, value) in edit.cells {
      say("    " + (value.map { "\(cell) = \(DemoScript.text(of: $0))" } ?? "\(cell) taken out"))
    }
  }

  private func push(_ office: DemoOffice) async throws { try await exchange(.push, office) }

  private func pull(_ office: DemoOffice) async throws { try await exchange(.pull, office) }

  private func sync(_ office: DemoOffice) async throws { try await exchange(.sync, office) }

  private func exchange(_ direction: Exchange.Direction, _ office: DemoOffice) async throws {
    guard let destination = try stage.destination(of: office) else { return }
    report(await stage.exchange(office).run(direction, with: destination), of: office)
  }

  private func report(_ report: ExchangeReport, of office: DemoOffice) {
    var facts = ["sent \(report.sent)", "merged \(report.merged)"]
    if let error = report.error { facts.append("\(error.codeText): \(error.message)") }
    say("  \(office.name.padded(to: 14)) \(facts.joined(separator: ", "))")
  }

  private func chapter(_ number: Int, _ title: String) {
    say("\n\(number). \(title)")
  }

  private func say(_ line: String) {
    print(line)
  }
}

/// What makes two replicas identical: the same operations and the same state.
struct DemoProof: Hashable {
  let heads: Heads
  let digests: [Scope: ContentHash]

  init(of replica: Replica) throws {
    heads = try replica.heads()
    digests = try replica.digests()
  }

  var summary: String {
    let changesets = heads.values.reduce(0) { $0 + $1.sequence }
    let sum = digests.values.reduce(ContentHash.zero, &+)
    return "\(heads.count) logs, \(changesets) changesets, digest \(sum.hex.prefix(16))…"
  }
}
