import Foundation
import Inspection
import SyncCore
import SyncExchange

/// A replica of the demo served by a process of its own, on a port of loopback.
///
/// Invariant: at most one process runs, and none outlives this object.
final class DemoServer {
  let address: String
  /// The host and port, as `--listen` takes them.
  let listener: String
  private let arguments: [String]
  /// The listener that others come for, as `serve` prints it.
  private let awaited: String
  private var process: Process?

  /// - Parameter replica: the folder of the replica; it need not be there yet.
  init(replica: URL, peers: URL, port: UInt16) {
    listener = "127.0.0.1:\(port)"
    address = "http://\(listener)"
    arguments = Self.arguments(replica, peers) + ["--listen", listener, "--pages", "off"]
    awaited = "\"exchange\""
  }

  /// The pages of a replica, for a person to work with.
  init(pagesOf replica: URL, peers: URL, person: String, port: UInt16) {
    listener = "127.0.0.1:0"
    let pages = "127.0.0.1:\(port)"
    address = "http://\(pages)"
    arguments =
      Self.arguments(replica, peers)
      + ["--listen", listener, "--pages", pages, "--person", person]
    awaited = "\"pages\""
  }

  private static func arguments(_ replica: URL, _ peers: URL) -> [String] {
    [
      "serve", "--replica", replica.path, "--peers", peers.path, "--metrics", "off", "--json",
      "--log-level", "error",
    ]
  }

  deinit { process?.terminate() }

  /// Starts the process and returns once it takes requests.
  ///
  /// - Throws: `server_failed` if it ends or says nothing instead.
  func start() throws {
    let output = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = arguments
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    self.process = process
    // `serve` prints a line for each listener as it begins; the end of its output is its end.
    var said = ""
    while !said.contains(awaited) {
      let data = output.fileHandleForReading.availableData
      guard data.isEmpty else {
        said += String(decoding: data, as: UTF8.self)
        continue
      }
      throw Failure(
        "server_failed", "The server of the demo at \(address) did not start.",
        hint: "See what it printed above, and run the demo again.")
    }
  }

  /// Asks the process to end; `wait` returns when it has.
  func end() { process?.terminate() }

  /// Returns when the process has ended, by itself or because it was asked to.
  func wait() { process?.waitUntilExit() }

  /// Asks the process to end, as an administrator does, and waits until it has.
  func stop() {
    process?.terminate()
    process?.waitUntilExit()
    process = nil
  }

  /// Ports of loopback that were free a moment ago.
  static func freePorts(_ count: Int) throws -> [UInt16] {
    let sockets = try (0..<count).map { _ in try LoopbackSocket() }
    return try sockets.map { try $0.port() }
  }
}

/// A socket that the system gave a free port of loopback, for as long as it lives.
private final class LoopbackSocket {
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EADDRINUSE) }
  }

  deinit { close(descriptor) }

  func port() throws -> UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length)
      }
    }
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EADDRINUSE) }
    return UInt16(bigEndian: address.sin_port)
  }
}

extension DemoStage.Servers {
  /// Starts both; `stop` ends them.
  func start() throws {
    try national.start()
    try kalmar.start()
  }

  func stop() {
    national.stop()
    kalmar.stop()
  }
}

/// Stands where a carrier to a server would be, in a demo through a folder.
struct NoServer: Carrier {
  let holdings: Holdings? = nil

  func receive(into report: inout ExchangeReport) { report.fail(DemoMistake.badCast) }
  func send(into report: inout ExchangeReport) { report.fail(DemoMistake.badCast) }
  func proof() -> StateProof? { nil }
}
