import Foundation
import SyncCore
import SyncWire
import TestSupport

/// A folder with a Peers of its own, in which several replicas work.
final class World {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A new replica whose key stands in Peers.
  func office(_ author: String) throws -> Office {
    let office = Office(world: self, name: author)
    let made = try office.run("init", "--as", author, "--register")
    guard made.code == 0 else { throw Failed(run: made) }
    return office
  }

  /// Runs the program without any replica named.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> CommandRun {
    try Program.run(arguments, in: folder.url, environment: environment)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.file(name))
  }

  func text(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.file(name)), as: UTF8.self)
  }

  /// A run that had to succeed and did not.
  struct Failed: Error, CustomStringConvertible {
    let run: CommandRun
    var description: String { "exit \(run.code): \(run.output)\(run.errors)" }
  }
}

/// One replica of a world.
struct Office {
  let world: World
  let name: String

  func run(_ arguments: String...) throws -> CommandRun {
    try run(all: arguments)
  }

  func run(all arguments: [String]) throws -> CommandRun {
    try Program.run(arguments, in: world.folder.url, environment: environment)
  }

  /// Starts a run and leaves it going; what it prints goes to `NAME.out` and `NAME.err`.
  func start(_ arguments: String..., name: String) throws -> Process {
    try Program.start(
      arguments, in: world.folder.url, name: name, environment: environment)
  }

  /// What makes a run one of this office.
  var environment: [String: String] {
    [
      "SYNCD_REPLICA": world.folder.file(name).path,
      "SYNCD_PEERS": world.folder.file("Peers").path, "SYNCD_PERSON": "anna.berg",
    ]
  }

  /// Runs what has to succeed, with `--json`, and gives its document.
  @discardableResult
  func json(_ arguments: String...) throws -> Value {
    let run = try run(all: arguments + ["--json"])
    guard run.code == 0 || run.code == 3 else { throw World.Failed(run: run) }
    return run.json
  }

  /// One field as `show` prints it.
  func field(_ field: Text, of record: String) throws -> Value? {
    try json("show", record)["fields"]?[field]
  }

  /// How many records of a type are listed.
  func count(_ type: String) throws -> Int {
    try json("list", type)["records"]?.elements.count ?? -1
  }
}

extension Value {
  /// The elements of an array; none for any other value.
  var elements: [Value] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The keys of an object, in canonical order.
  var keys: [String] {
    guard case .object(let members) = self else { return [] }
    return members.entries.map(\.key.string)
  }

  /// The first element of an array.
  var first: Value? { elements.first }
}

let record = "implementation/14-kol-1"
