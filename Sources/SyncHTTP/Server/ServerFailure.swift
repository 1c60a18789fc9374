import Foundation

/// Why a server cannot start, or a certificate not be taken. Nothing was changed.
package struct ServerFailure: Error, Hashable, CustomStringConvertible {
  /// The stable name, equal in `--json`, logs and metrics: `address_unavailable` or
  /// `certificate_unusable`.
  package let code: String
  /// What happened.
  package let message: String
  /// What to do next.
  package let hint: String

  package var description: String { message + " " + hint }

  static func address(_ address: ListenAddress, _ error: any Error) -> ServerFailure {
    ServerFailure(
      code: "address_unavailable",
      message: """
        Nothing can listen on \(address): \(error). Nothing is served any more; the replica stays \
        as it is.
        """,
      hint:
        "End what listens there, or choose another address with --listen, --metrics or --pages.")
  }

  static func certificate(_ files: CertificateFiles, _ reason: String) -> ServerFailure {
    ServerFailure(
      code: "certificate_unusable",
      message: """
        The certificate \(files.chain.path) with the key \(files.privateKey.path) cannot be used: \
        \(reason).
        """,
      hint: "Both have to be PEM files that this user may read, and belong together.")
  }
}
