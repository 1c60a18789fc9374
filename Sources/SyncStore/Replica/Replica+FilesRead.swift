import SyncCore

/// A file of a shared folder as its name, size and time of change describe it.
package struct FolderFile: Hashable, Sendable {
  package let name: String
  package let sizeBytes: Int64
  /// Nanoseconds since 1970.
  package let modified: Int64

  package init(name: String, sizeBytes: Int64, modified: Int64) {
    self.name = name
    self.sizeBytes = sizeBytes
    self.modified = modified
  }
}

/// A file that was read to its end, and what became of its lines.
package struct FileRead: Hashable, Sendable {
  package let file: FolderFile
  /// What the fate of its lines depended on besides the file: it is read again once this changes.
  package let context: String

  package init(_ file: FolderFile, context: String) {
    self.file = file
    self.context = context
  }
}

extension Replica {
  /// The files of a folder that were read to their end before, as they were then.
  package func filesRead(in folder: String) throws -> Set<FileRead> {
    try read { session in
      Set(
        try session.statement(
          "SELECT name, size, modified, context FROM files_read WHERE folder = ?"
        ).bind(.text(folder)).rows { row in
          FileRead(
            FolderFile(name: row.text(0), sizeBytes: row.integer(1), modified: row.integer(2)),
            context: row.text(3))
        })
    }
  }

  /// Remembers files that were read to their end, so that they are not opened again, and forgets
  /// names that are gone from the folder.
  package func remember(
    _ files: some Collection<FileRead>, forgetting names: some Collection<String>,
    in folder: String
  ) throws {
    guard !files.isEmpty || !names.isEmpty else { return }
    try write(at: Timestamp(milliseconds: 0)) { session, _ in
      for name in names {
        try session.run(
          "DELETE FROM files_read WHERE folder = ? AND name = ?", .text(folder), .text(name))
      }
      for read in files {
        try session.run(
          "INSERT OR REPLACE INTO files_read VALUES (?, ?, ?, ?, ?)", .text(folder),
          .text(read.file.name), .integer(read.file.sizeBytes), .integer(read.file.modified),
          .text(read.context))
      }
    }
  }
}
