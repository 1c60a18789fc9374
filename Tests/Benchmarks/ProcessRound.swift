import Catalogue
import Dispatch
import Foundation
import SyncCore
import SyncStore
import SyncWire

/// One round of what a person or a timer starts: the program itself, in processes of its own.
struct ProcessRound {
  let workload: Workload
  let folder: URL
  let program: URL
  private let key = SigningKey()
  private let otherKey = SigningKey()
  private let clock = ContinuousClock()

  private var source: URL { folder.appending(path: "source") }
  private var target: URL { folder.appending(path: "target") }
  private var visitor: URL { folder.appending(path: "visitor") }
  private var peers: URL { folder.appending(path: "Peers") }
  private var share: URL { folder.appending(path: "share") }

  func run(into samples: inout Samples) throws {
    try prepare()
    samples.add("process start to first output (--help)", try start("--help"))
    samples.add("push into a folder", try start("push", share.path, from: source))
    let peak = Peak()
    samples.add("pull from a folder", try start("pull", share.path, from: target, watching: peak))
    samples.add("· its peak memory", peak.mebibytes, unit: "MiB", must: 200, aim: 100)
    samples.add("· nothing new", try start("pull", share.path, from: target))
    samples.add("export to gzip", try start("export", share.path + ".jsonl.gz", from: source))
    samples.add("status, cold process", try start("status", from: target), must: 0.1, aim: 0.03)
    let record = "implementation/\(workload.id(1))"
    samples.add(
      "show, cold process", try start("show", record, from: target), must: 0.1, aim: 0.03)
    samples.add("history, cold process", try start("history", record, from: target))
    samples.add("conflicts, cold process", try start("conflicts", from: target))
    try exchange(into: &samples)
  }

  /// Pulls over loopback HTTP, at first everything and then what is nothing new.
  private func exchange(into samples: inout Samples) throws {
    let listeners = ["--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--pages", "off"]
    let serving = try Serving(process(["serve", "--json"] + listeners, source))
    defer { serving.stop() }
    // Of a party that Peers gives an address it is known who answers there.
    let named = party("14", workload.author, key, endpoints: ["http": serving.address])
    try Data(named.encoded).write(to: peers.appending(path: "14.json"))
    samples.add("pull over HTTP", try start("pull", "14", from: visitor))
    let (count, seconds) = ("syncd_requests_total", "syncd_request_seconds_sum")
    let before = (try serving.metric(count), try serving.metric(seconds))
    samples.add("· nothing new over HTTP", try start("pull", "14", from: visitor))
    samples.add(
      "· its requests", try serving.metric(count) - before.0, unit: "requests", must: 1)
    samples.add(
      "· their time at the server", (try serving.metric(seconds) - before.1) * 1_000, unit: "ms",
      must: 5)
  }

  /// A replica that holds the records, two that will, and the Peers of all three.
  private func prepare() throws {
    for place in [peers, share] {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }
    let parties = [party("14", workload.author, key), party("08", workload.other, otherKey)]
    for party in parties {
      try Data(party.encoded).write(to: peers.appending(path: "\(party.name).json"))
    }
    let rights = try Rights(parties)
    for (place, author, key) in [
      (source, workload.author, key), (target, workload.other, otherKey),
      (visitor, workload.other, otherKey),
    ] {
      try ReplicaFolder(place).create(
        author: author, replica: place.lastPathComponent, signingKey: key)
    }
    let replica = try Replica.open(
      ReplicaFolder(source), schema: Catalogue.schema, rights: rights)
    for changeset in try workload.catalogueCreation(key: key) {
      _ = try replica.receive(
        [changeset.line], from: "benchmark", at: Timestamp(milliseconds: 1_781_863_200_000))
    }
  }

  private func party(
    _ name: String, _ author: Author, _ key: SigningKey, endpoints: [String: String] = [:]
  ) -> Party {
    let scope = Scope("region/" + name) ?? workload.scope
    return Party(
      name: name, title: name, healthcareRegion: nil,
      authors: [Registration(author: author, key: key.publicKey, writes: [scope])],
      receives: [scope, workload.scope], endpoints: endpoints)
  }

  private func process(_ arguments: [String], _ replica: URL?) -> Process {
    let process = Process()
    process.executableURL = program
    let places = replica.map { ["--replica", $0.path, "--peers", peers.path] } ?? []
    process.arguments = arguments + places
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  /// How long a command takes from its start to its end.
  private func start(
    _ arguments: String..., from replica: URL? = nil, watching peak: Peak? = nil
  ) throws -> Duration {
    let process = process(arguments, replica)
    // `waitUntilExit` looks every 50 ms only.
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    return try clock.measure {
      try process.run()
      if let peak { peak.watch(process, until: ended) } else { ended.wait() }
      guard [0, 3].contains(process.terminationStatus) else {
        throw CocoaError(.executableRuntimeMismatch, userInfo: ["arguments": arguments])
      }
    }
  }
}

/// The most memory that a process held, as the kernel tells it while the process runs.
private final class Peak {
  private(set) var mebibytes = 0.0

  /// Looks again and again until the process has ended.
  func watch(_ process: Process, until ended: DispatchSemaphore) {
    let status = "/proc/\(process.processIdentifier)/status"
    while true {
      let text = (try? String(contentsOfFile: status, encoding: .utf8)) ?? ""
      for line in text.split(separator: "\n") where line.hasPrefix("VmHWM:") {
        let kibibytes = line.split(separator: " ").compactMap { Double($0) }.first
        mebibytes = max(mebibytes, (kibibytes ?? 0) / 1_024)
      }
      if ended.wait(timeout: .now() + .milliseconds(10)) == .success { return }
    }
  }
}
