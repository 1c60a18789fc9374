import Foundation
import TestSupport

/// A real nginx with the configuration that the README shows, in a folder of its own.
final class Nginx {
  static let program = URL(filePath: "/usr/sbin/nginx")
  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program.path) }

  private let process = Process()
  /// What clients call it.
  let address: String
  /// The file of the authority that signed its certificate.
  let authority: String

  init(
    in folder: TemporaryFolder, port: Int, upstream: Int, certificates: Certificates,
    bodyLimit: String
  ) throws {
    address = "https://localhost:\(port)/syncd"
    authority = certificates.authority.path
    let place = folder.file("nginx")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let site = try Readme.block("nginx")
      .replacing("443", with: "127.0.0.1:\(port)")
      .replacing("syncd.region.example", with: "localhost")
      .replacing("/etc/ssl/syncd/chain.pem", with: certificates.chain.path)
      .replacing("/etc/ssl/syncd/key.pem", with: certificates.key.path)
      .replacing("127.0.0.1:7400", with: "127.0.0.1:\(upstream)")
      .replacing("client_max_body_size 9m", with: "client_max_body_size \(bodyLimit)")
    let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
      "\($0)_temp_path \(place.path)/\($0);"
    }.joined(separator: "\n")
    let configuration = """
      daemon off; worker_processes 1; pid \(place.path)/pid; error_log \(place.path)/error.log;
      events {}
      http { access_log off; \(paths)
      \(site) }
      """
    let file = place.appending(path: "nginx.conf")
    try Data(configuration.utf8).write(to: file)
    process.executableURL = Self.program
    process.arguments = ["-e", "\(place.path)/error.log", "-c", file.path, "-p", place.path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    try FreePort.waitUntilTaken(port)
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }
}

/// An authority of our own and a certificate that it signed, made by the openssl program.
struct Certificates {
  let authority: URL
  let chain: URL
  let key: URL

  init(in folder: TemporaryFolder, for name: String) throws {
    authority = folder.file("authority.pem")
    chain = folder.file("chain.pem")
    key = folder.file("key.pem")
    let script = """
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
        -subj '/CN=A test authority' -keyout authority.key -out authority.pem
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj '/CN=\(name)' \
        -keyout key.pem -out request.pem
      openssl x509 -req -in request.pem -CA authority.pem -CAkey authority.key -CAcreateserial \
        -days 2 -extfile <(printf 'subjectAltName=DNS:\(name)') -out chain.pem
      """
    let run = try Program.run(script: script, in: folder.url)
    guard run.code == 0 else { throw World.Failed(run: run) }
  }
}
