import ArgumentParser
import Foundation
import SyncCore
import SyncStore
import SyncWire

/// `syncd init`: make a new replica with a key of its own.
struct InitCommand: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a new replica with a key of its own.",
    discussion: """
      The author is 'national' or a county code and a short name. The folder is made for you \
      alone and holds the database, the private key and config.json. It works before Peers knows \
      the key: then it prints the entry to put there, or puts it there itself with --register. \
      --print-party prints the party's file for the others, also for a replica that is there. \
      --from begins with what a backup or a snapshot holds, or a server gives out; Peers must be \
      there then, and a server's Peers must know the key.

        syncd init --replica vgr --as 14-vgr --register
        syncd init --replica vgr --print-party > 14-vgr.json
        syncd init --replica again --as 14-vgr --key key --from backup.sqlite
        syncd init --replica new --as 12-skane --register --from katalogen.snapshot.gz
      """)

  @OptionGroup var global: GlobalOptions

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Whom the replica writes as.", valueName: "author"))
  var author: String?

  @Flag(help: "Put the key into the author's entry in Peers.")
  var register = false

  @Option(help: ArgumentHelp("Take this private key instead of a new one.", valueName: "file"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "Begin with this backup or snapshot, or the snapshot of a server.",
      valueName: "file|address"))
  var from: String?

  @Flag(help: "Print the party's file for Peers.")
  var printParty = false

  func validate() throws {
    guard let author else {
      guard printParty else {
        throw ValidationError("Name the author with --as, such as --as 14-vgr.")
      }
      return
    }
    guard Self.isAuthor(author) else {
      throw ValidationError(
        "'\(author)' is no author. Write 'national', or a county code and a name: 14-vgr.")
    }
  }

  /// `national`, `national-…` or `NN-slug`; incarnations are made by themselves.
  private static func isAuthor(_ text: String) -> Bool {
    guard let author = Author(text), author.registered == author else { return false }
    if text == "national" || text.hasPrefix("national-") { return true }
    let digits = text.utf8.prefix(2)
    return digits.count == 2 && digits.allSatisfy { (48...57).contains($0) }
      && text.utf8.count > 3 && text.utf8.dropFirst(2).first == UInt8(ascii: "-")
  }

  func answer() async throws -> any Answer {
    let settings = global.settings
    let folder = try settings.replicaFolder()
    let known = try? folder.configuration()
    if printParty, let known, author == nil || author == known.author {
      return try party(of: folder, known, peers: settings.peersFolder(known))
    }
    guard let author = author.flatMap(Author.init) else {
      _ = try folder.configuration()
      throw ValidationError("Name the author with --as.")
    }
    let making = ReplicaMaking(
      author: author, folder: folder, peersFolder: settings.peersFolder(nil), keyFile: key,
      isRegistering: register, origin: try from.map { try ReplicaOrigin($0) },
      trustedCertificates: settings.trustedCertificates(nil), console: global.console)
    let answer = try await making.make()
    guard printParty else { return answer }
    return try party(
      of: folder, try folder.configuration(), peers: settings.peersFolder(nil))
  }

  private func party(
    of folder: ReplicaFolder, _ configuration: ReplicaFolder.Configuration, peers: PeersFolder
  ) throws -> PartyAnswer {
    guard let author = Author(configuration.author) else {
      throw StoreError(
        .fileError, "\(folder.config.path) names no author.", hint: "Restore it from a backup.")
    }
    let registering = Registering(author: author, publicKey: try folder.signingKey().publicKey)
    return PartyAnswer(party: try registering.party(in: (try? peers.load()) ?? .none))
  }
}
