import Foundation
import TestSupport

/// The library that stands between the program and the disk, compiled once for all tests.
struct FaultShim {
  /// What happens at one call that changes the disk.
  enum Kind: String, CaseIterable {
    case before, after, torn
    case full, broken, short

    /// Whether the process is killed; otherwise the call fails.
    var kills: Bool { [.before, .after, .torn].contains(self) }
  }

  /// A kind of fault at the call of that number, from 1.
  struct Fault: CustomStringConvertible {
    let kind: Kind
    let call: Int
    var description: String { "\(kind) at call \(call)" }
  }

  private let folder: TemporaryFolder

  static let built = Result { try FaultShim() }

  private struct NotCompiled: Error {}

  private init() throws {
    folder = try TemporaryFolder()
    let source = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Shim/shim.c").path
    let library = folder.file("shim.so").path
    let run = try Program.run(
      script: "\"${CC:-cc}\" -O1 -shared -fPIC -o '\(library)' '\(source)' -ldl", in: folder.url)
    guard run.code == 0 else { throw NotCompiled() }
  }

  /// What loads the shim into a process: it counts the calls that change a folder.
  ///
  /// - Parameter counter: a file that the count is kept in, also if the process is killed.
  func environment(
    _ fault: Fault?, in watched: URL, counter: URL
  ) throws -> [String: String] {
    try Data(count: 8).write(to: counter)
    return [
      "LD_PRELOAD": folder.file("shim.so").path, "FAULT_FOLDER": watched.path + "/",
      "FAULT_COUNT": counter.path, "FAULT_AT": String(fault?.call ?? 0),
      "FAULT_KIND": fault?.kind.rawValue ?? "none",
    ]
  }

  /// How many calls a counter has seen.
  static func count(in counter: URL) throws -> Int {
    try Data(contentsOf: counter).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
