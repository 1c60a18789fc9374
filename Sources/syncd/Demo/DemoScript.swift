import SyncCore
import SyncStore
import SyncWire

/// The words and values of the demo.
enum DemoScript {
  /// The member of a set that one takes out and another adds.
  static let unit = "affected_units/Vårdcentralen Lindsdal"

  /// What one person writes while offline.
  struct OfflineEdit {
    let office: DemoOffice
    let record: String
    let cells: [(String, Value?)]
    let message: String
  }

  static func status(_ status: Text, _ date: Text) -> Value {
    .object([("status", .text(status)), ("status_date", .text(date))])
  }

  /// The edits of chapter 3, in the order in which they are told.
  static func offline(_ stage: DemoStage) -> [OfflineEdit] {
    [
      OfflineEdit(
        office: stage.national, record: "pathway/kol-1",
        cells: [("summary", "Från första symtom till behandling; spirometri inom fyra veckor.")],
        message: "Språkgranskning"),
      OfflineEdit(
        office: stage.host, record: "pathway/kol-1",
        cells: [("summary", "Från misstanke till behandling; spirometri inom två veckor.")],
        message: "Synpunkter från NPO lung- och allergisjukdomar"),
      OfflineEdit(
        office: stage.oskarshamn, record: "implementation/08-kol-1",
        cells: [
          ("status", status("infors", "2026-11-16")),
          (unit, nil),
        ], message: "Start i Oskarshamn"),
      OfflineEdit(
        office: stage.vastervik, record: "implementation/08-kol-1",
        cells: [
          ("status", status("infort", "2026-11-18")),
          (unit, true),
        ], message: "Klart i Västervik"),
      OfflineEdit(
        office: stage.oskarshamn, record: "plan_item/08-spirometri",
        cells: [("due", "2027-01-31")], message: "Tidigarelagt"),
    ]
  }

  /// A conflict as a paragraph: what, who, when, from what.
  static func text(of open: OpenConflict) -> String {
    var lines = ["  \(open.key.name)  \(open.conflict.cell)"]
    if let base = open.base { lines.append("    before: \(text(of: base))") }
    for sibling in open.conflict.siblings {
      let origin = open.origins[sibling.dot]
      let shown = sibling.dot == open.conflict.provisional ? "  <- shown meanwhile" : ""
      let late = origin?.isClaimedLate == true ? " (a clock ahead of ours)" : ""
      lines.append(
        "    \("\(sibling.dot)".padded(to: 17)) \((origin?.person ?? "?").padded(to: 12))"
          + " \(sibling.time)\(late)")
      lines.append("      \(text(of: sibling.value))\(shown)")
      if let why = origin?.reason ?? origin?.message { lines.append("      because: \(why)") }
    }
    return lines.joined(separator: "\n")
  }

  static func text(of value: Value) -> String {
    switch value {
    case .text(let text): "\"\(text)\""
    case .object(let members):
      members.entries.compactMap { $0.value.asText?.string }.joined(separator: " ")
    default: String(decoding: CanonicalJSON.write(value), as: UTF8.self)
    }
  }
}

extension String {
  /// At least `width` characters, filled with spaces.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
