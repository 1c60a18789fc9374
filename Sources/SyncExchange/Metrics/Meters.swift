package import Metrics

/// What the exchange counts, by name. Labels come from closed sets: routes, codes and outcomes.
package struct Meters: Sendable {
  private let factory: any MetricsFactory

  package init(factory: any MetricsFactory) {
    self.factory = factory
  }

  /// What each metric is, by name.
  package static let help = [
    "syncd_requests_total": "Answers, by route and HTTP status.",
    "syncd_request_seconds": "From a request's head to the end of its answer.",
    "syncd_requests_under_way": "Signed requests under way.",
    "syncd_unreadable_requests_total": "What came and was no HTTP request, by problem.",
    "syncd_received_bytes_total": "Bytes of request bodies, as packed.",
    "syncd_sent_bytes_total": "Bytes of answers' bodies, as packed.",
    "syncd_changesets_total": "Changesets that peers brought, by what became of them.",
    "syncd_open_conflicts": "Cells that a person has to settle.",
    "syncd_quarantined_lines": "Lines that were refused and kept as evidence.",
    "syncd_contact_age_seconds": "Seconds since a party last came, or was last reached.",
    "syncd_peers_problem": "1 where the folder of Peers cannot be used as it is now, else 0.",
  ]

  /// Counts an answer.
  ///
  /// - Parameters:
  ///   - route: the path as the OpenAPI document has it, or `other`.
  ///   - code: the HTTP status.
  ///   - span: from the request's head to the last byte given to the connection.
  package func answered(route: String, code: Int, in span: Duration) {
    counter("syncd_requests_total", [("route", route), ("code", "\(code)")]).increment()
    let seconds = span / .seconds(1)
    Timer(label: "syncd_request_seconds", dimensions: [("route", route)], factory: factory)
      .recordNanoseconds(Int64(seconds * 1_000_000_000))
  }

  /// Counts a request that could not be read as one, by the code of its problem.
  package func refusedUnread(code: String) {
    counter("syncd_unreadable_requests_total", [("code", code)]).increment()
  }

  /// Counts bytes of bodies that came in, as packed.
  package func received(bytes: Int) {
    counter("syncd_received_bytes_total").increment(by: bytes)
  }

  /// Counts bytes of bodies that went out, as packed.
  package func sent(bytes: Int) {
    counter("syncd_sent_bytes_total").increment(by: bytes)
  }

  /// Counts what became of changesets that a peer brought: `merged`, `known`, `waiting`, `held`
  /// or `refused`.
  package func took(changesets count: Int, outcome: String) {
    counter("syncd_changesets_total", [("outcome", outcome)]).increment(by: count)
  }

  /// Sets a value that stands for now, such as how many conflicts are open.
  package func set(_ name: String, _ labels: [(String, String)] = [], to value: Double) {
    Gauge(label: name, dimensions: labels, factory: factory).record(value)
  }

  private func counter(_ name: String, _ labels: [(String, String)] = []) -> Counter {
    Counter(label: name, dimensions: labels, factory: factory)
  }
}
