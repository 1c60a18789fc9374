import SyncCore

/// Why a chain of certificates was not accepted, in words.
struct CertificateJudgement: Hashable, Sendable {
  /// Goes on the sentence "The certificate of ADDRESS is not accepted: …".
  let cause: String
  let hint: String

  /// - Parameters:
  ///   - chain: the server's own certificate first.
  ///   - now: this computer's clock, in seconds since 1970, which the TLS library went by.
  ///   - isOtherName: whether the library found the chain good but for another host.
  init(_ chain: [CertificateFacts], host: String, now: Int64, isOtherName: Bool) {
    if let expired = chain.first(where: { $0.validTo < now }) {
      cause = "it expired on \(Self.day(expired.validTo))"
      hint = "Whoever runs the server has to renew it, and to send SIGHUP to `syncd serve` then."
    } else if let early = chain.first(where: { $0.validFrom > now }) {
      cause = "it is valid only from \(Self.day(early.validFrom)) on"
      hint = "See whether the clock of this computer is right: it shows \(Self.day(now))."
    } else if isOtherName {
      let names = chain.first?.names.prefix(Self.namesLimit).map(Trouble.printable) ?? []
      cause =
        "it is not for \(host)"
        + (names.isEmpty ? "" : " but for \(names.joined(separator: ", "))")
      hint =
        "Put the name that the certificate has into the address in Peers, or have one made"
        + " for \(host)."
    } else {
      cause = "nobody whom this computer trusts has signed it"
      hint = "Where your organisation signs certificates itself, name its root with --ca FILE."
    }
  }

  /// How many of a certificate's names are told.
  private static let namesLimit = 5

  private static func day(_ seconds: Int64) -> String {
    String("\(Timestamp(milliseconds: seconds * 1_000))".prefix(10))
  }
}
