package import Metrics
import Synchronization

/// Keeps what is counted and writes it in the text format of Prometheus, version 0.0.4.
///
/// Recorders that aggregate and timers become histograms; timers count seconds. Series are never
/// forgotten, so labels have to come from closed sets.
package final class PrometheusFactory: MetricsFactory {
  private struct Key: Hashable {
    let name: String
    let labels: String
  }

  private let help: [String: String]
  private let instruments = Mutex<[Key: Instrument]>([:])

  /// - Parameter help: what each metric is, by name, for whoever reads them.
  package init(help: [String: String] = Meters.help) {
    self.help = help
  }

  private func instrument(
    _ kind: Instrument.Kind, _ name: String, _ dimensions: [(String, String)]
  ) -> Instrument {
    let labels = dimensions.sorted { $0.0 < $1.0 }
      .map { "\($0.0)=\"\(Self.escaped($0.1, quotes: true))\"" }.joined(separator: ",")
    return instruments.withLock { instruments in
      let key = Key(name: name, labels: labels)
      if let known = instruments[key] { return known }
      let made = Instrument(kind)
      instruments[key] = made
      return made
    }
  }

  /// A number that only grows, such as how many requests there were.
  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    instrument(.counter, label, dimensions)
  }

  /// A histogram, or the last value where nothing is to be aggregated.
  package func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    instrument(aggregate ? .histogram : .gauge, label, dimensions)
  }

  /// A histogram of seconds.
  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    instrument(.histogram, label, dimensions)
  }

  /// Does nothing: Prometheus takes a series that vanishes for one that was reset.
  package func destroyCounter(_ handler: any CounterHandler) {}
  /// Does nothing, for the same reason.
  package func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Does nothing, for the same reason.
  package func destroyTimer(_ handler: any TimerHandler) {}

  /// Everything as of now, sorted by name and labels.
  package var text: String {
    let series = instruments.withLock { $0 }.sorted {
      ($0.key.name, $0.key.labels) < ($1.key.name, $1.key.labels)
    }
    var text = ""
    var last: String?
    for (key, instrument) in series {
      if key.name != last {
        let help = help[key.name] ?? key.name
        text += "# HELP \(key.name) \(Self.escaped(help, quotes: false))\n"
        text += "# TYPE \(key.name) \(instrument.kind.rawValue)\n"
        last = key.name
      }
      text += instrument.lines(name: key.name, labels: key.labels)
    }
    return text
  }

  /// Escapes a text as the format has it: backslash and line feed, in label values quotes too.
  private static func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}
