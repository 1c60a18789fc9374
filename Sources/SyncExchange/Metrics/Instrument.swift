import Metrics
import Synchronization

/// One series: what was counted under one name and one set of labels.
final class Instrument: CounterHandler, RecorderHandler, TimerHandler {
  /// The types of Prometheus that are used.
  enum Kind: String, Sendable {
    case counter, gauge, histogram
  }

  private struct Sample {
    var total: Int64 = 0
    var value = 0.0
    var sum = 0.0
    var buckets: [Int64]
  }

  /// The upper bounds of a histogram's buckets; what is above them all stands under `+Inf`.
  static let bounds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300]

  let kind: Kind
  private let sample: Mutex<Sample>

  init(_ kind: Kind) {
    self.kind = kind
    sample = Mutex(Sample(buckets: Array(repeating: 0, count: Self.bounds.count + 1)))
  }

  func increment(by count: Int64) {
    sample.withLock { $0.total = $0.total.addingReportingOverflow(max(count, 0)).partialValue }
  }

  func reset() { sample.withLock { $0.total = 0 } }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    sample.withLock { sample in
      sample.value = value
      sample.sum += value
      sample.buckets[Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count] += 1
    }
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }

  /// The lines of the series; `labels` are written out and escaped already.
  func lines(name: String, labels: String) -> String {
    let sample = sample.withLock { $0 }
    let braces = labels.isEmpty ? "" : "{\(labels)}"
    switch kind {
    case .counter: return "\(name)\(braces) \(sample.total)\n"
    case .gauge: return "\(name)\(braces) \(Self.number(sample.value))\n"
    case .histogram:
      let comma = labels.isEmpty ? "" : ","
      var text = ""
      var count: Int64 = 0
      for (index, bucket) in sample.buckets.enumerated() {
        count += bucket
        let bound = index < Self.bounds.count ? Self.number(Self.bounds[index]) : "+Inf"
        text += "\(name)_bucket{\(labels)\(comma)le=\"\(bound)\"} \(count)\n"
      }
      return text
        + "\(name)_sum\(braces) \(Self.number(sample.sum))\n\(name)_count\(braces) \(count)\n"
    }
  }

  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    if let whole = Int64(exactly: value) { return "\(whole)" }
    return "\(value)"
  }
}
