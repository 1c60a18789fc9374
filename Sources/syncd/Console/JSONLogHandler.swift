import Foundation
import Inspection
import Logging
import SyncCore
import SyncWire

/// Writes each event as one line of JSON on stderr, for programs that collect logs.
///
/// `{"level","logger","message","metadata":{…},"time"}`, and `error` where there is one; values of
/// metadata are texts, or arrays and objects of them. What an event says cannot break its line.
struct JSONLogHandler: LogHandler {
  private let label: String
  private let now: @Sendable () -> Timestamp
  private let write: @Sendable ([UInt8]) -> Void
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel: Logger.Level = .info

  init(
    label: String, now: @escaping @Sendable () -> Timestamp = { .now },
    write: @escaping @Sendable ([UInt8]) -> Void = JSONLogHandler.writeToStandardError
  ) {
    self.label = label
    self.now = now
    self.write = write
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var facts = metadata
    facts.merge(metadataProvider?.get() ?? [:]) { $1 }
    facts.merge(event.metadata ?? [:]) { $1 }
    var members: [(Text, Value)] = [
      ("time", .string(now().description)), ("level", .string(event.level.rawValue)),
      ("logger", .string(label)), ("message", .string(event.message.description)),
    ]
    if !facts.isEmpty { members.append((Text("metadata"), Self.value(of: facts))) }
    if let error = event.error { members.append(("error", .string("\(error)"))) }
    write(CanonicalJSON.write(.document(members)) + [UInt8(ascii: "\n")])
  }

  private static func value(of metadata: Logger.Metadata) -> Value {
    .document(metadata.map { (Text($0.key), value(of: $0.value)) })
  }

  private static func value(of metadata: Logger.Metadata.Value) -> Value {
    switch metadata {
    case .string(let text): .string(text)
    case .stringConvertible(let some): .string(some.description)
    case .array(let elements): .array(elements.map { value(of: $0) })
    case .dictionary(let members): value(of: members)
    }
  }

  /// A line in one write, so that lines of several threads do not mix.
  static let writeToStandardError: @Sendable ([UInt8]) -> Void = { line in
    try? FileHandle.standardError.write(contentsOf: Data(line))
  }
}
