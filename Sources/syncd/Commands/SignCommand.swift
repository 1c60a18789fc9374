import ArgumentParser
import Foundation
import Inspection
import SyncCore
import SyncExchange
import SyncHTTP
import SyncStore

/// `syncd sign`: print the headers with which a request to a server is let in.
struct SignCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Print the headers with which a request to a server is let in.",
    discussion: """
      They sign the method, the address, the body in FILE ('-' reads stdin) and the party that \
      the request is for, with this replica's key. Send exactly that address and those bytes.

        curl -H @<(syncd sign GET https://127.0.0.1:7414/v1/proof) https://127.0.0.1:7414/v1/proof
        curl -H @<(syncd sign POST $URL heads.json) -H 'Content-Type: application/json' \\
          --data-binary @heads.json $URL
      """)

  /// The largest body that is read, in bytes; no server takes as much.
  static let bodyBytes = 64 << 20

  @OptionGroup var global: GlobalOptions

  @Argument(help: "GET or POST.")
  var method: String

  @Argument(help: "The address as it will be sent, with its query.")
  var url: String

  @Argument(help: "The body as it will be sent; '-' reads stdin. Without it the body is empty.")
  var file: String?

  @Option(
    help: ArgumentHelp(
      "The party that the server belongs to (else the one in Peers with this address).",
      valueName: "party"))
  var to: String?

  func answer() throws -> any Answer {
    let workspace = try global.workspace()
    let receiver = try receiver(in: workspace.rights)
    let signer = RequestSigner(
      author: workspace.author, key: try workspace.replica.folder.signingKey())
    let method = method.uppercased()
    let headers = try signer.headers(
      method: method, target: url, receiver: receiver, body: try body(), at: .now)
    return SignAnswer(
      author: workspace.author, method: method, url: url, receiver: receiver, headers: headers)
  }

  /// The party that `--to` names, else the one whose server's address begins the URL.
  private func receiver(in rights: Rights) throws -> String {
    let names = rights.parties.map(\.name).joined(separator: ", ")
    if let to {
      guard rights.party(named: to) != nil else {
        throw Failure(
          "unknown_peer", "Peers has no party \(to.quoted). Nothing was signed.",
          hint: "Use one of: \(names).")
      }
      return to
    }
    let found = rights.parties.compactMap { party -> (name: String, length: Int)? in
      guard let address = party.endpoints["http"].flatMap(Server.init)?.address,
        url == address || ["/", "?"].contains(where: { url.hasPrefix(address + $0) })
      else { return nil }
      return (party.name, address.utf8.count)
    }
    let longest = found.map(\.length).max()
    let nearest = found.filter { $0.length == longest }
    guard nearest.count == 1, let receiver = nearest.first?.name else {
      throw Failure(
        "unknown_peer",
        "\(nearest.isEmpty ? "No party" : "More than one party") in Peers has a server at "
          + "\(url.quoted). Nothing was signed.",
        hint: "Name the server's party with --to: \(names).")
    }
    return receiver
  }

  private func body() throws -> [UInt8] {
    guard let file else { return [] }
    let handle: FileHandle
    if file == "-" {
      handle = .standardInput
    } else {
      handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
    }
    let data = try handle.read(upToCount: Self.bodyBytes + 1) ?? Data()
    guard data.count <= Self.bodyBytes else {
      throw Failure(
        "body_too_large", "The body has more than \(Self.bodyBytes) bytes. Nothing was signed.",
        hint: "Send it in several requests.")
    }
    return Array(data)
  }
}

/// The headers of a signed request.
struct SignAnswer: Answer {
  let author: Author
  let method: String
  let url: String
  let receiver: String
  let headers: [(name: String, value: String)]

  var json: Value {
    .document([
      ("author", .text(author.text)), ("method", .string(method)), ("url", .string(url)),
      ("receiver", .string(receiver)),
      ("headers", .document(headers.map { (Text($0.name), .string($0.value)) })),
    ])
  }

  func text(_ style: Style) -> String {
    headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
  }
}
