import NIOConcurrencyHelpers

/// How many requests are under way; decides which may begin.
struct AdmissionLedger {
  enum Decision: Equatable {
    case begin, busy, tooManyOfParty
  }

  private(set) var requests = 0
  private(set) var pushes = 0
  private var parties: [String: Int] = [:]

  mutating func begin(within limits: ServerLimits) -> Decision {
    guard requests < limits.requestsAtOnce else { return .busy }
    requests += 1
    return .begin
  }

  mutating func begin(for party: String, isPush: Bool, within limits: ServerLimits) -> Decision {
    guard parties[party, default: 0] < limits.requestsPerParty else { return .tooManyOfParty }
    guard !isPush || pushes < limits.pushesAtOnce else { return .busy }
    parties[party, default: 0] += 1
    if isPush { pushes += 1 }
    return .begin
  }

  mutating func end(party: String?, isPush: Bool) {
    requests -= 1
    guard let party else { return }
    if isPush { pushes -= 1 }
    let rest = parties[party, default: 1] - 1
    parties[party] = rest > 0 ? rest : nil
  }
}

/// Lets requests in, and counts each out when the last who holds its place lets go of it.
struct Admission: Sendable {
  let limits: ServerLimits
  private let ledger = NIOLockedValueBox(AdmissionLedger())

  init(limits: ServerLimits) {
    self.limits = limits
  }

  var requestsUnderWay: Int { ledger.withLockedValue { $0.requests } }

  /// - Throws: `busy`.
  func enter() throws(Problem) -> Place {
    guard ledger.withLockedValue({ $0.begin(within: limits) }) == .begin else { throw .busy }
    return Place(ledger)
  }

  /// The place of one request. It is freed with the object, so an answer that is never written
  /// cannot keep it.
  final class Place: Sendable {
    private let ledger: NIOLockedValueBox<AdmissionLedger>
    private let claim = NIOLockedValueBox<(party: String?, isPush: Bool)>((nil, false))

    fileprivate init(_ ledger: NIOLockedValueBox<AdmissionLedger>) {
      self.ledger = ledger
    }

    /// Counts the request for its party as well, once it is known whose it is.
    ///
    /// - Throws: `too_many_requests` or `busy`.
    func claim(for party: String, isPush: Bool, within limits: ServerLimits) throws(Problem) {
      switch ledger.withLockedValue({ $0.begin(for: party, isPush: isPush, within: limits) }) {
      case .begin: claim.withLockedValue { $0 = (party, isPush) }
      case .busy: throw .busy
      case .tooManyOfParty: throw .tooManyRequests
      }
    }

    deinit {
      let claim = claim.withLockedValue { $0 }
      ledger.withLockedValue { $0.end(party: claim.party, isPush: claim.isPush) }
    }
  }
}
