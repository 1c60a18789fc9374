import Testing

@testable import SyncHTTP

@Suite struct RetryPolicyTests {
  private let policy = RetryPolicy()

  @Test func `pauses double up to a limit and are spread over their whole length`() {
    var policy = policy
    policy.attempts = 100
    let ceilings = (1...8).map { policy.pause(afterFailures: $0, requested: nil, share: 1) }
    #expect(
      ceilings == [
        .milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(15),
        .seconds(15), .seconds(15),
      ])
    #expect(policy.pause(afterFailures: 3, requested: nil, share: 0) == .zero)
    #expect(policy.pause(afterFailures: 3, requested: nil, share: 0.5) == .seconds(1))
    #expect(policy.pause(afterFailures: 99, requested: nil, share: 0.5) == .seconds(7.5))
  }

  @Test func `the fourth failure in a row is the last`() {
    #expect(policy.pause(afterFailures: 3, requested: nil, share: 0) != nil)
    #expect(policy.pause(afterFailures: 4, requested: nil, share: 0) == nil)
  }

  @Test func `a server is left alone as long as it asks for, within reason`() {
    #expect(policy.pause(afterFailures: 1, requested: .seconds(7), share: 0) == .seconds(7))
    #expect(
      policy.pause(afterFailures: 2, requested: .milliseconds(1), share: 0.5) == .milliseconds(500))
    #expect(policy.pause(afterFailures: 1, requested: .seconds(3_600), share: 0) == nil)
  }
}
