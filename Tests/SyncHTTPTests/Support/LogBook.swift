import Logging
import NIOConcurrencyHelpers

/// Keeps what is logged, for tests that look at it.
struct LogBook: Sendable {
  /// One message with its facts.
  struct Line: Sendable {
    let level: Logger.Level
    let message: String
    let facts: [String: String]
  }

  private let box = NIOLockedValueBox<[Line]>([])

  var lines: [Line] { box.withLockedValue { $0 } }

  /// A logger that writes here, everything from debug up.
  var logger: Logger {
    let box = box
    return Logger(label: "tests") { _ in Handler(box: box) }
  }

  private struct Handler: LogHandler {
    let box: NIOLockedValueBox<[Line]>
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .debug

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(event.metadata ?? [:]) { $1 }
      let line = Line(
        level: event.level, message: "\(event.message)", facts: all.mapValues { "\($0)" })
      box.withLockedValue { $0.append(line) }
    }
  }
}
