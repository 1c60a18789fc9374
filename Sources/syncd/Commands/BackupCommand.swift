import ArgumentParser
import Foundation
import Inspection
import SyncCore
import SyncStore

/// `syncd backup`: copy the replica's database, whole, while others work.
struct BackupCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the replica's database into one file, whole, while others work.",
    discussion: """
      The copy holds everything but the private key, internal scopes too, so it is for your own \
      party alone. Keep the key and config.json elsewhere, once. `syncd init --from` makes a \
      replica of it.

        syncd backup /var/backups/syncd.sqlite
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The file to write; an earlier backup is replaced, anything else is not.")
  var file: String

  func answer() throws -> any Answer {
    let backup = try global.workspace().replica.backUp(
      to: URL(fileURLWithPath: file), at: .now)
    return BackupAnswer(path: file, backup: backup)
  }
}

/// A backup that was made.
struct BackupAnswer: Answer {
  let path: String
  let backup: Backup

  var json: Value {
    .document([
      ("file", .string(path)), ("bytes", .count(backup.sizeBytes)),
      ("logs", .count(backup.heads.count)), (Text("heads"), HeadsAnswer(heads: backup.heads).json),
    ])
  }

  func text(_ style: Style) -> String {
    "Wrote \(backup.sizeBytes) bytes with \(String.count(backup.heads.count, "log")) to \(path)."
  }
}
