import StoreFixtures
import SyncCore
import SyncWire
import TestSupport
import Testing

@testable import SyncHTTP

/// Something wrong with a request, and what it is refused for.
struct Fault: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: String
  let make: @Sendable (inout Attempt) throws -> Void

  init(
    _ testDescription: String, _ code: String,
    _ make: @escaping @Sendable (inout Attempt) throws -> Void
  ) {
    self.testDescription = testDescription
    self.code = code
    self.make = make
  }
}

/// Every refusal has a code of its own, and says what was expected.
struct SignatureRefusalTests {
  @Test(arguments: Fault.headers + Fault.forms + Fault.coverage + Fault.identities + Fault.contents)
  func `a wrong request is refused with its own code`(fault: Fault) throws {
    var attempt = try Attempt()
    try fault.make(&attempt)
    #expect { try attempt.check() } throws: { error in
      guard let problem = error as? Problem else { return false }
      #expect(problem.code == fault.code)
      #expect(problem.status == (fault.code == "signature_too_large" ? 431 : 401))
      #expect(problem.detail.hasSuffix(" Nothing was done."))
      #expect(!problem.hint.isEmpty && problem.detail.utf8.count < 1_000)
      return true
    }
  }

  @Test func `every code of a refusal stands in the table of faults`() {
    let faults =
      Fault.headers + Fault.forms + Fault.coverage + Fault.identities + Fault.contents
    #expect(
      Set(faults.map(\.code)) == [
        "signature_missing", "signature_too_large", "signature_malformed", "signature_incomplete",
        "signature_component_unsupported", "signature_field_missing", "signature_wrong_algorithm",
        "unknown_author", "key_ended", "signature_wrong_receiver", "signature_wrong_target",
        "signature_invalid", "content_digest_missing", "content_digest_unsupported",
        "content_digest_mismatch",
      ])
  }

  @Test func `a refusal of the address names the one that was signed and the one expected`() throws
  {
    var attempt = try Attempt()
    attempt.expected = "https://public.example/syncd/v1/push"
    #expect { try attempt.check() } throws: { error in
      guard let problem = error as? Problem else { return false }
      return problem.detail.contains(Attempt.target)
        && problem.detail.contains("https://public.example/syncd/v1/push")
        && problem.hint.contains("--public-url")
    }
  }

  @Test func `a refusal for another party names both`() throws {
    let attempt = try Attempt(to: "08")
    #expect { try attempt.check() } throws: { error in
      (error as? Problem)?.detail.contains("for party 08; this server is party national") == true
    }
  }

  @Test func `a target that is no address is malformed`() throws {
    var attempt = try Attempt()
    attempt.expected = "/v1/push"
    #expect { try attempt.check() } throws: { error in
      (error as? Problem)?.status == 400 && (error as? Problem)?.code == "malformed"
    }
  }
}
