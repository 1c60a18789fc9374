import SyncCore
import SyncExchange

extension HTTPPush {
  /// One changeset alone is too large for something between here and the peer's replica: its log
  /// ends here, every other log goes on.
  mutating func tooLarge(_ line: PushLine, packedBytes: Int) {
    ended.insert(line.log)
    report.fail(
      ExchangeError(
        .changesetTooLargeForPeer,
        "Changeset \(line.head.sequence) by \(line.log) has \(line.bytes.count) bytes, \(packedBytes)"
          + " packed, and \(talk.link.address) answers that it is too large (413). It and what"
          + " follows it in its log were not sent; every other log was.",
        hint: "Most likely a proxy before the server allows only small bodies. Let it take 9 MiB:"
          + " with nginx, `client_max_body_size 9m;`."))
  }

  /// Says what the peer refused, a sentence for each reason.
  mutating func noteRefusals() {
    for (code, refusal) in refusals.sorted(by: { $0.key < $1.key }) {
      let count = refusal.count == 1 ? "a changeset" : "\(refusal.count) changesets"
      report.note("\(talk.name) refused \(count) (\(code)): \(refusal.message)")
    }
  }
}
