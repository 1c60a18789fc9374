import StoreFixtures
import SyncCore
import Testing

/// A command of which every call that changes the disk may be the last. One more is one more entry
/// in `all`.
struct CrashCase: CustomTestStringConvertible, Sendable {
  let name: String
  let arguments: [String]
  /// What has to be there before; it runs once.
  let prepare: @Sendable (World) throws -> Void
  /// Whether what the command does is there.
  let holds: @Sendable (World) throws -> Bool

  var testDescription: String { name }

  static let all = [
    CrashCase(
      name: "set", arguments: ["set", record, "note=efter"], prepare: { _ in },
      holds: { try $0.shown(record, "note") == "efter" }),
    CrashCase(
      name: "delete", arguments: ["delete", record], prepare: { _ in },
      holds: { try $0.isHidden(record) }),
    CrashCase(
      name: "import", arguments: ["import", "rows.csv", "--type", "implementation"],
      prepare: { world in
        let rows = (0..<60).map { "14-kol-\($0),Text \($0) som är lite längre än så" }
        try world.write((["id,note"] + rows).joined(separator: "\n") + "\n", to: "rows.csv")
      }, holds: { try $0.shown("implementation/14-kol-59", "note") != nil }),
    CrashCase(
      name: "resolve",
      arguments: ["resolve", record, "note", "--value", "maj", "--reason", "Mötet"],
      prepare: { world in
        try world.member("14-skaraborg").json("export", "their.jsonl")
        _ = try world.member("14-vgr").run("apply", "their.jsonl")
      }, holds: { try $0.shown(record, "note") == "maj" }),
    CrashCase(
      name: "apply", arguments: ["apply", "their.jsonl"],
      prepare: { try $0.member("14-skaraborg").json("export", "their.jsonl") },
      holds: { try $0.holdsTheirs() }),
    CrashCase(
      name: "pull from a folder", arguments: ["pull", "share"],
      prepare: { try $0.member("14-skaraborg").json("push", "share") },
      holds: { try $0.holdsTheirs() }),
    CrashCase(
      name: "push to a folder", arguments: ["push", "share"], prepare: { _ in },
      holds: { try $0.hasFiles(in: "share") }),
    CrashCase(
      name: "export", arguments: ["export", "own.jsonl"], prepare: { _ in },
      holds: { try !$0.text(of: "own.jsonl").isEmpty }),
    CrashCase(
      name: "backup", arguments: ["backup", "copy.sqlite"], prepare: { _ in },
      holds: { try $0.hasBackup("copy.sqlite") }),
    CrashCase(
      name: "the first start after an upgrade", arguments: ["heads"],
      prepare: { try $0.downgrade("14-vgr") }, holds: { _ in true }),
    CrashCase(
      name: "nightly", arguments: ["nightly"],
      prepare: { world in
        try world.member("14-skaraborg").json("push", "share")
        try world.write(
          world.text(of: "Peers/08.json").replacing(
            "{\n  \"party\"", with: "{\n  \"endpoints\": {\"folder\": \"share\"},\n  \"party\""),
          to: "Peers/08.json")
      }, holds: { try $0.holdsTheirs() }),
    CrashCase(
      name: "erase", arguments: ["erase", record, "note", "--reason", "Begäran"],
      prepare: { _ in }, holds: { try $0.shown(record, "note") != "före" }),
    CrashCase(
      name: "verify --repair", arguments: ["verify", "--repair"],
      prepare: { try $0.sql("UPDATE implementation SET note = 'x'; DELETE FROM touches") },
      holds: { try $0.shown(record, "note") == "före" }),
  ]
}
