import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import SyncCore
import SyncExchange
import SyncStore

/// Answers `GET /metrics` on the local listener, and nothing else.
struct MetricsResponder: HTTPResponder {
  typealias Context = ExchangeResponder.Context

  let host: ReplicaHost
  let admission: Admission
  let metrics: PrometheusFactory
  let now: @Sendable () -> Timestamp

  func respond(to request: Request, context: Context) async -> Response {
    guard request.uri.path == "/metrics", request.method == .get else {
      return Response(status: .notFound)
    }
    do {
      try await collect()
    } catch {
      // What was counted is worth more than nothing; the replica's trouble shows in readiness.
      context.logger.warning(
        "The replica could not be looked at for metrics.",
        metadata: ["error.message": "\(error)"])
    }
    return Response(
      status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.text)))
  }

  /// Takes what stands in the replica: a few look-ups, whatever its size.
  private func collect() async throws {
    let (opened, meters, time) = (host.current, Meters(factory: metrics), now())
    meters.set("syncd_requests_under_way", to: Double(admission.requestsUnderWay))
    meters.set("syncd_peers_problem", to: host.problem == nil ? 0 : 1)
    try await host.read {
      let replica = opened.replica
      meters.set("syncd_open_conflicts", to: Double(try replica.conflictCount()))
      meters.set("syncd_quarantined_lines", to: Double(try replica.quarantine().count))
      let parties = Set(replica.rights.parties.map(\.name))
      for record in try replica.exchanges() where parties.contains(record.peer) {
        guard let last = [record.succeeded, record.contacted].compactMap({ $0 }).max() else {
          continue
        }
        meters.set(
          "syncd_contact_age_seconds", [("party", record.peer)],
          to: Double(time.milliseconds - last.milliseconds) / 1_000)
      }
    }
  }
}
