import SyncCore
import SyncStore
import SyncWire

/// What a push brings, as lines, each with what is already decided about it.
struct PushIntake: Sendable {
  /// One line, in the order they came.
  enum Line: Sendable {
    case whole([UInt8])
    /// Longer than a changeset may be.
    case tooLong
  }

  private(set) var lines: [Line] = []

  /// Cuts a body into lines; blank ones are passed over, and a last one without its line feed is a
  /// line like any other, malformed if it is torn.
  ///
  /// - Throws: `body_too_large`, or what `unpack` throws.
  init(_ body: IncomingBody.Whole, limits: ServerLimits) throws {
    var splitter = LineSplitter()
    try body.unpack(limitBytes: limits.pushBytes) { piece in
      splitter.append(piece)
      while let line = splitter.next() { try add(line, limit: limits.pushLines) }
    }
    if let tail = splitter.finish() { try add(tail, limit: limits.pushLines) }
  }

  private mutating func add(_ line: LineSplitter.Line, limit: Int) throws {
    switch line {
    case .line(let bytes, _):
      guard !bytes.allSatisfy({ " \t\r".utf8.contains($0) }) else { return }
      lines.append(.whole(bytes))
    case .tooLong:
      lines.append(.tooLong)
    }
    guard lines.count <= limit else { throw Problem.tooManyLines(limit: limit) }
  }

  /// Merges what may be merged, in one transaction, and says what became of each line.
  ///
  /// A line of a scope that the two parties do not share is refused without evidence: nothing is
  /// wrong with it but who brings it. Blocks while the replica is written.
  func merge(into view: SharedView, at now: Timestamp) throws -> PushReply {
    var results: [PushReply.Result?] = []
    var taken: [[UInt8]] = []
    for line in lines {
      switch line {
      case .tooLong: results.append(.init(.tooLarge(bytes: Limits.changesetBytes + 1)))
      case .whole(let bytes):
        let stranger = refusal(of: bytes, in: view)
        results.append(stranger)
        if stranger == nil { taken.append(bytes) }
      }
    }
    let receipt = try view.replica.receive(taken, from: view.peer.name, at: now)
    for line in lines {
      guard case .tooLong = line else { continue }
      try view.replica.refuse(
        .tooLarge(bytes: Limits.changesetBytes + 1), evidence: [], from: view.peer.name, at: now)
    }
    var merged = PushReply(receipt).results[...]
    return PushReply(results: results.compactMap { $0 ?? merged.popFirst() })
  }

  private func refusal(of line: [UInt8], in view: SharedView) -> PushReply.Result? {
    guard let header = try? Changeset.decode(line).header, !view.mayShare(header.scope) else {
      return nil
    }
    return PushReply.Result(
      log: header.log, sequence: header.sequence, fate: .refused, code: "scope_not_shared",
      message: """
        \(header.scope) is not shared between \(view.own.name) and \(view.peer.name). Nothing of \
        changeset \(header.dot) was merged. Compare "receives" in both sides' Peers.
        """)
  }
}

extension PushReply.Result {
  /// A line that could not be read so far that it has a name.
  fileprivate init(_ refusal: Refusal) {
    self.init(
      log: nil, sequence: nil, fate: .refused, code: refusal.code, message: refusal.message)
  }
}
