import Metrics
import SyncExchange
import Testing

@Suite struct PrometheusTests {
  @Test func `metrics are written as Prometheus reads them`() {
    let factory = PrometheusFactory(help: ["syncd_b_total": "A \\ and\na \"line\"."])
    Counter(label: "syncd_b_total", dimensions: [("party", "a\"b\\c\nd")], factory: factory)
      .increment(by: 3)
    Gauge(label: "syncd_a", dimensions: [], factory: factory).record(2.5)
    #expect(
      factory.text == #"""
        # HELP syncd_a syncd_a
        # TYPE syncd_a gauge
        syncd_a 2.5
        # HELP syncd_b_total A \\ and\na "line".
        # TYPE syncd_b_total counter
        syncd_b_total{party="a\"b\\c\nd"} 3

        """#)
  }

  @Test func `a timer counts seconds in buckets that hold those below`() {
    let factory = PrometheusFactory(help: [:])
    let timer = Timer(label: "syncd_s", dimensions: [("route", "/a")], factory: factory)
    timer.recordNanoseconds(20_000_000)
    timer.recordNanoseconds(400_000_000_000)
    let lines = factory.text.split(separator: "\n")
    #expect(lines.contains(#"syncd_s_bucket{route="/a",le="0.01"} 0"#))
    #expect(lines.contains(#"syncd_s_bucket{route="/a",le="0.05"} 1"#))
    #expect(lines.contains(#"syncd_s_bucket{route="/a",le="300"} 1"#))
    #expect(lines.contains(#"syncd_s_bucket{route="/a",le="+Inf"} 2"#))
    #expect(lines.contains(#"syncd_s_sum{route="/a"} 400.02"#))
    #expect(lines.contains(#"syncd_s_count{route="/a"} 2"#))
  }

  @Test func `the same name and labels are the same series, in whatever order`() {
    let factory = PrometheusFactory(help: [:])
    let counter = Counter(label: "n", dimensions: [("a", "1"), ("b", "2")], factory: factory)
    counter.increment()
    Counter(label: "n", dimensions: [("b", "2"), ("a", "1")], factory: factory).increment()
    #expect(factory.text.hasSuffix("n{a=\"1\",b=\"2\"} 2\n"))
  }
}
