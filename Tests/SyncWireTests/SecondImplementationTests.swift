import Foundation
import Testing

struct SecondImplementationTests {
  /// The Pythons to try, in this order.
  private static let candidates = ["python3", "/usr/bin/python3"]

  private struct Outcome {
    let status: Int32
    let output: String
  }

  private func run(_ arguments: [String]) throws -> Outcome {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
  }

  @Test func `a second implementation in another language finds the same in the vectors`() throws {
    let usable = try Self.candidates.first { python in
      try run([python, "-c", "import cryptography"]).status == 0
    }
    let python = try #require(
      usable,
      """
      No Python can import "cryptography", so the golden vectors were not checked by the second \
      implementation. Install it (apt-get install python3-cryptography) and run again.
      """)
    let script = Fixture.folder.appending(path: "check_vectors.py").path
    let outcome = try run([python, script])
    #expect(outcome.status == 0, "\(outcome.output)")
  }
}
