import Foundation
import SyncCore
import SyncStore
import SyncWire

/// A folder that several replicas write to and read from: a file share, a USB stick, a folder that
/// some program synchronises.
struct SharedFolder {
  /// What lies in it.
  struct Listing {
    /// Files whose names have our form, by name.
    var entries: [FolderEntry] = []
    /// Temporary files, which a process that was killed left or another one is writing.
    var temporary: [FolderFile] = []
    /// Folders that could not be read.
    var failures: [SystemFailure] = []
  }

  /// The most names that are listed.
  static let namesLimit = 1_000_000
  /// The most bytes that are read of one file, unpacked: 256 MiB, many times what we write.
  static let fileLimitBytes = 256 * 1_048_576
  /// How deep files lie: the parts of a scope, and the author.
  static let depthLimit = Scope.partsLimit + 1

  /// The absolute path, links resolved.
  let path: String

  init(_ url: URL) {
    path = url.standardizedFileURL.resolvingSymlinksInPath().path
  }

  // MARK: Reading

  /// Lists the folder and the folders in it that a scope or author could have made. Links are not
  /// followed.
  ///
  /// - Throws: `folder_missing`, `folder_unreadable` or `folder_too_large`.
  func list() throws -> Listing {
    var listing = Listing()
    var names = 0
    do {
      try list("", depth: 0, names: &names, into: &listing)
    } catch let failure as SystemFailure {
      throw failure.isAbsence
        ? ExchangeError(
          .folderMissing, "The folder \(path) is not there. Nothing was exchanged.",
          hint: "Check the path, and that the share or stick is mounted.", cause: failure)
        : unreadable(failure)
    }
    listing.entries.sort { $0.file.name < $1.file.name }
    return listing
  }

  private func list(
    _ folder: String, depth: Int, names: inout Int, into listing: inout Listing
  ) throws {
    for name in try FileAccess.names(in: path + "/" + folder).sorted() {
      names += 1
      guard names <= Self.namesLimit else { throw tooLarge }
      let isFolder = depth < Self.depthLimit && Author(name) != nil
      let entry = FolderName(path: folder + name)
      let isTemporary = name.hasPrefix(ReplacingFile.temporaryPrefix)
      guard isFolder || entry != nil || isTemporary,
        let status = FileAccess.status(of: "\(path)/\(folder)\(name)")
      else { continue }
      let file = FolderFile(
        name: folder + name, sizeBytes: status.sizeBytes, modified: status.modified)
      switch status.kind {
      case .folder where isFolder:
        do {
          try list("\(folder)\(name)/", depth: depth + 1, names: &names, into: &listing)
        } catch let failure as SystemFailure {
          if !failure.isAbsence { listing.failures.append(failure) }
        }
      case .file where isTemporary: listing.temporary.append(file)
      case .file:
        if let entry { listing.entries.append(FolderEntry(name: entry, file: file)) }
      case .folder, .other: continue
      }
    }
  }

  /// Reads a file line by line.
  ///
  /// - Returns: how it ended, or nil if it is gone.
  /// - Throws: `folder_unreadable`, or what `each` throws.
  func read(
    _ file: FolderFile, each: (LineSplitter.Line) throws -> Void
  ) throws -> ChangesetLines.Ending? {
    do {
      return try FileAccess.reading("\(path)/\(file.name)", followsLinks: false) {
        try ChangesetLines.read(
          $0, stopsAtZero: true, limitBytes: Self.fileLimitBytes, each: each)
      }
    } catch let failure as SystemFailure {
      if failure.isAbsence { return nil }
      throw unreadable(failure)
    }
  }

  func unreadable(_ failure: SystemFailure) -> ExchangeError {
    ExchangeError(
      .folderUnreadable,
      "The folder \(path) cannot be read: \(failure.message)."
        + " What was merged before stays.",
      hint: "Check your rights to it and that its disk is well; then run the command again.",
      cause: failure)
  }

  private var tooLarge: ExchangeError {
    ExchangeError(
      .folderTooLarge,
      "The folder \(path) holds more than \(Self.namesLimit) names."
        + " Nothing was exchanged.",
      hint: "Name the folder that was made for the exchange, not one above it.")
  }
}
