import Foundation
import SyncCore
import SyncWire
import TestSupport

/// A real `syncd serve` process on a free port of loopback; it ends with this object at the latest.
final class ServerProcess {
  private let process = Process()
  /// What clients reach it by, as it told itself.
  let address: String

  struct NoAddress: Error, CustomStringConvertible {
    let description: String
  }

  /// Starts the server of an office and returns once it listens.
  init(
    of office: Office, _ arguments: String..., environment: [String: String] = [:]
  ) throws {
    let output = Pipe()
    process.executableURL = try Program.url
    process.arguments =
      ["serve", "--listen", "127.0.0.1:0", "--metrics", "off", "--pages", "off", "--json"]
      + arguments
    process.currentDirectoryURL = office.world.folder.url
    process.environment = Program.sanitizers.merging(office.environment) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let said = Self.firstLine(of: output.fileHandleForReading)
    guard let address = try? RelaxedJSON.read(said)["address"]?.asText?.string else {
      process.terminate()
      throw NoAddress(description: String(decoding: said, as: UTF8.self))
    }
    self.address = address
  }

  deinit { kill() }

  /// What one line holds; shorter where the other side ends before.
  private static func firstLine(of handle: FileHandle) -> [UInt8] {
    var line: [UInt8] = []
    while !line.contains(UInt8(ascii: "\n")) {
      let piece = handle.availableData
      guard !piece.isEmpty else { break }
      line += piece
    }
    return Array(line.prefix { $0 != UInt8(ascii: "\n") })
  }

  /// The port that it listens on.
  var port: Int { Int(address.split(separator: ":").last ?? "") ?? 0 }

  /// Whether it has ended by itself or by a signal.
  var hasEnded: Bool { !process.isRunning }

  var identifier: Int32 { process.processIdentifier }

  /// Asks it to end and waits; its exit code.
  @discardableResult
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Pulls the plug.
  func kill() {
    guard process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
