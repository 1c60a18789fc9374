import Foundation
import SyncCore
import SyncWire
import TestSupport

/// What one run of the real program printed, and how it ended.
struct CommandRun {
  let code: Int32
  let output: String
  let errors: String

  /// The document on stdout, which has to be exactly one; null where it is none.
  var json: Value {
    (try? RelaxedJSON.read(Array(output.utf8))) ?? .null
  }

  /// The code of the failure that stdout tells as JSON.
  var failure: String? { json["error"]?["code"]?.asText?.string }
}

/// The program that the package built, beside the tests.
enum Program {
  /// - Throws: where it cannot be found or started.
  static func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> CommandRun {
    try launch(url, arguments, in: folder, environment: environment)
  }

  /// Runs a script in bash, with the program's folder where the script asks for it.
  static func run(script: String, in folder: URL) throws -> CommandRun {
    let bash = URL(filePath: "/bin/bash")
    return try launch(bash, ["-c", "set -euo pipefail\n" + script], in: folder, environment: [:])
  }

  private static func launch(
    _ executable: URL, _ arguments: [String], in folder: URL, environment: [String: String]
  ) throws -> CommandRun {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": "/usr/bin:/bin", "HOME": folder.path, "LANG": "C.UTF-8",
    ].merging(sanitizers.merging(environment) { $1 }) { $1 }
    // Files, not pipes: nothing has to be read while the program runs.
    let name = UUID().uuidString
    let place = FileManager.default.temporaryDirectory
    let output = place.appending(path: ".out-" + name)
    let errors = place.appending(path: ".err-" + name)
    defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
    for file in [output, errors] {
      try Data().write(to: file)
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return CommandRun(
      code: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  /// Starts the program and leaves it running; what it prints goes to `NAME.out` and `NAME.err`.
  static func start(
    _ arguments: [String], in folder: URL, name: String, environment: [String: String]
  ) throws -> Process {
    let process = Process()
    process.executableURL = try url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = sanitizers.merging(["PATH": "/usr/bin:/bin"]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    for (suffix, isOutput) in [("out", true), ("err", false)] {
      let file = folder.appending(path: "\(name).\(suffix)")
      try Data().write(to: file)
      let handle = try FileHandle(forWritingTo: file)
      if isOutput { process.standardOutput = handle } else { process.standardError = handle }
    }
    try process.run()
    return process
  }

  /// What a sanitizer is told that the tests and the program were built with, see the Makefile.
  static let sanitizers = ProcessInfo.processInfo.environment.filter {
    ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
  }

  private struct NotBuilt: Error {}

  /// Where the program lies: in the folder of the test bundle.
  static var url: URL {
    get throws {
      var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      for _ in 0..<4 {
        let candidate = folder.appending(path: "syncd")
        if FileManager.default.isExecutableFile(atPath: candidate.path),
          !candidate.hasDirectoryPath
        {
          return candidate
        }
        folder.deleteLastPathComponent()
      }
      throw NotBuilt()
    }
  }
}
