import Foundation
import Glibc

/// The program as a server of a replica, in a process of its own, with what its metrics say.
final class Serving {
  enum Failure: Error {
    case said(String)
    case socket(Int32)
  }

  private let process: Process
  /// `host:port` of the listeners, by name.
  private let listeners: [String: String]

  /// Starts the server and waits until it says where it listens.
  init(_ process: Process) throws {
    let said = Pipe()
    process.standardOutput = said
    try process.run()
    self.process = process
    var text = ""
    var listeners: [String: String] = [:]
    while listeners.count < 2 {
      let data = said.fileHandleForReading.availableData
      guard !data.isEmpty else { throw Failure.said(text) }
      text += String(decoding: data, as: UTF8.self)
      listeners = Self.listeners(in: text)
    }
    self.listeners = listeners
  }

  /// What whole lines say.
  private static func listeners(in text: String) -> [String: String] {
    struct Listener: Decodable {
      let listening: String
      let address: String
    }
    let found = text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Listener.self, from: Data($0.utf8))
    }
    return Dictionary(found.map { ($0.listening, $0.address) }) { $1 }
  }

  /// The address that peers use.
  var address: String { listeners["exchange"] ?? "" }

  /// The sum of a series over all its labels, as the server tells it now.
  func metric(_ name: String) throws -> Double {
    try metrics().split(separator: "\n").filter { $0.hasPrefix(name + "{") }.compactMap {
      $0.split(separator: " ").last.flatMap { Double($0) }
    }.reduce(0, +)
  }

  private func metrics() throws -> String {
    let port = listeners["metrics"].flatMap { $0.split(separator: ":").last }
      .flatMap { UInt16($0.prefix { $0.isNumber }) }
    let connection = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(connection) }
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = (port ?? 0).bigEndian
    place.sin_addr.s_addr = inet_addr("127.0.0.1")
    let code = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw Failure.socket(errno) }
    let handle = FileHandle(fileDescriptor: connection, closeOnDealloc: false)
    let request = "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    try handle.write(contentsOf: Data(request.utf8))
    return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}
