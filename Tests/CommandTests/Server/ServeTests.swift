import Foundation
import SyncCore
import TestSupport
import Testing

/// `syncd serve` as a command: what it refuses, and the unit that it prints.
struct ServeTests {
  private static let analyzer = "/usr/bin/systemd-analyze"

  @Test(arguments: [
    ["--listen", "0.0.0.0:0"], ["--listen", "nowhere"], ["--certificate", "cert.pem"],
    ["--public-url", "ftp://example.org"],
  ])
  func `a command line that must not be served is wrong usage`(arguments: [String]) throws {
    let office = try World().office("national")
    let run = try office.run(all: ["serve", "--json"] + arguments)
    #expect(run.code == 64)
    #expect(run.failure == "usage")
  }

  @Test func `an address that is taken is named`() throws {
    let world = try World()
    let office = try world.office("national")
    let server = try ServerProcess(of: office)
    let run = try office.run(
      "serve", "--json", "--metrics", "off", "--pages", "off", "--listen",
      "127.0.0.1:\(server.port)")
    #expect(run.code == 1)
    #expect(run.failure == "address_unavailable")
    let error = run.json["error"]
    #expect(error?["message"]?.asText?.string.contains("replica stays as it is") == true)
    #expect(error?["hint"]?.asText?.string.contains("--pages") == true)
    #expect(server.stop() == 0)
  }

  @Test func `a certificate that is missing is named`() throws {
    let office = try World().office("national")
    let run = try office.run(
      "serve", "--json", "--certificate", "no.pem", "--private-key", "no.key")
    #expect(run.code == 1)
    #expect(run.failure == "certificate_unusable")
  }

  @Test(arguments: [
    ["--pages", "nowhere"], ["--pages", "0.0.0.0:7402", "--allow-plain-http"],
    ["--person-header", "X-User"], ["--pages-url", "forlopp"],
  ])
  func `pages that nobody could use safely are a usage error`(arguments: [String]) throws {
    let office = try World().office("national")
    let run = try office.run(all: ["serve"] + arguments)
    #expect(run.code == 64)
    #expect(["--pages", "--person-from", "HOST:PORT"].contains { run.errors.contains($0) })
  }

  /// Each arena keeps as much as the largest work of its threads once took: with one for each thread
  /// a server grew to many times what it has in use.
  @Test func `a server's threads share two arenas`() throws {
    let world = try World()
    let server = try ServerProcess(of: try world.office("national"))
    #expect(try Self.arenas(of: server) < 2)
  }

  /// How many arenas a process has beside its first: each lies in 64 MiB of addresses that begin at
  /// a multiple of that, in use up to some point and kept from use behind it.
  private static func arenas(of server: ServerProcess) throws -> Int {
    let sizeBytes: UInt64 = 64 * 1_048_576
    let maps = try String(contentsOfFile: "/proc/\(server.identifier)/maps", encoding: .utf8)
    let areas = maps.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      let ends = words[0].split(separator: "-").map { UInt64($0, radix: 16) ?? 0 }
      return (begin: ends[0], end: ends[1], rights: words[1])
    }
    return zip(areas, areas.dropFirst()).count { used, rest in
      used.begin % sizeBytes == 0 && used.rights == "rw-p" && rest.rights == "---p"
        && rest.begin == used.end && rest.end == used.begin + sizeBytes
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: analyzer)))
  func `systemd accepts the unit, which says all that was given`() throws {
    let world = try World()
    let office = try world.office("national")
    let run = try office.run(
      "serve", "--print-systemd", "--listen", "0.0.0.0:7400", "--allow-plain-http",
      "--public-url", "https://sync.example.org/100%", "--pages-url", "https://p.example.org",
      "--person-header", "X-User", "--person-from", "127.0.0.1")
    #expect(run.code == 0)
    #expect(
      run.output.contains(
        #"--listen 0.0.0.0:7400 --metrics 127.0.0.1:7401 --pages 127.0.0.1:7402 --pages-url https://p.example.org --person-header X-User --person-from 127.0.0.1 --public-url "https://sync.example.org/100%%""#
      ))
    #expect(run.output.contains("ExecReload=/bin/kill -HUP $MAINPID\n"))
    #expect(run.output.contains("--replica \(world.folder.file("national").path)"))
    try world.write(run.output, to: "syncd-serve.service")
    let verified = try Program.run(
      script: "\(Self.analyzer) verify '\(world.folder.file("syncd-serve.service").path)'",
      in: world.folder.url)
    #expect(verified.code == 0)
    #expect(verified.errors.isEmpty)
  }
}
