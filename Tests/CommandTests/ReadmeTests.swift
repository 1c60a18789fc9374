import Foundation
import TestSupport
import Testing

/// The README says nothing that does not work.
struct ReadmeTests {
  @Test func `the session in the README works as written`() throws {
    try withTemporaryFolder { folder in
      let program = try Program.url.deletingLastPathComponent().path
      let script = try Readme.session()
        .replacingOccurrences(of: "/tmp/syncd-tour", with: folder.path + "/tour")
        .replacingOccurrences(of: "$PWD/.build/release", with: program)
        .replacingOccurrences(of: "127.0.0.1:7400", with: "127.0.0.1:\(FreePort().number)")
      let run = try Program.run(script: script, in: Readme.root)
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.contains("14-kol-1|infors|Start i mars"))
      #expect(run.output.contains("All logs verify"))
    }
  }

  @Test func `every command that the README names is there`() throws {
    try withTemporaryFolder { folder in
      for command in try Readme.commands() {
        let run = try Program.run([command, "--help"], in: folder.url)
        #expect(run.code == 0, "\(command)")
      }
    }
  }
}
