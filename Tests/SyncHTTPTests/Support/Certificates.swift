import Foundation
import TestSupport

@testable import SyncHTTP

/// A root and certificates signed by it, made with the `openssl` program for one test.
struct Certificates {
  let folder: TemporaryFolder
  var root: URL { folder.file("root.pem") }

  init() throws {
    folder = try TemporaryFolder()
    try Data(Self.configuration(folder.path).utf8).write(to: folder.file("ca.conf"))
    try Data().write(to: folder.file("index.txt"))
    try run(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", path("root.key"), "-out", path("root.pem"), "-days", "30", "-subj",
      "/CN=Test root", "-addext", "basicConstraints=critical,CA:TRUE")
  }

  /// Makes a certificate for names such as `DNS:localhost`, valid for so many days from a day on.
  func issue(
    _ names: String = "DNS:localhost,IP:127.0.0.1", from start: Int = -1, to end: Int = 30
  ) throws -> CertificateFiles {
    let name = UUID().uuidString
    try Data("subjectAltName=\(names)\n".utf8).write(to: folder.file("\(name).ext"))
    try run(
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
      path("\(name).key"), "-out", path("\(name).csr"), "-subj", "/CN=server")
    try run(
      "ca", "-batch", "-notext", "-config", path("ca.conf"), "-in", path("\(name).csr"), "-out",
      path("\(name).pem"), "-extfile", path("\(name).ext"), "-startdate", day(start), "-enddate",
      day(end))
    return CertificateFiles(
      chain: folder.file("\(name).pem"), privateKey: folder.file("\(name).key"))
  }

  /// What `openssl ca` has to be told; it is the one command that takes both dates.
  private static func configuration(_ folder: String) -> String {
    """
    [ca]
    default_ca = root
    [root]
    database = \(folder)/index.txt
    new_certs_dir = \(folder)
    certificate = \(folder)/root.pem
    private_key = \(folder)/root.key
    default_md = sha256
    rand_serial = yes
    unique_subject = no
    policy = any
    [any]
    commonName = supplied
    """ + "\n"
  }

  private func path(_ name: String) -> String { folder.file(name).path }

  /// The day so many days from now, as openssl reads it.
  private func day(_ offset: Int) -> String {
    let date = Date().addingTimeInterval(Double(offset) * 86_400)
    return date.formatted(
      .verbatim(
        "\(year: .padded(4))\(month: .twoDigits)\(day: .twoDigits)000000Z",
        timeZone: .gmt, calendar: Calendar(identifier: .gregorian)))
  }

  private func run(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardError = Pipe()
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(arguments: arguments) }
  }

  private struct Failed: Error {
    let arguments: [String]
  }
}
