import Foundation
import SyncCore
import SyncWire
import Testing

struct GoldenTests {
  /// The lines of the exchange file, in order.
  private func lines() throws -> [[UInt8]] {
    var splitter = LineSplitter()
    splitter.append(try Fixture.bytes("golden/exchange.jsonl"))
    var lines: [[UInt8]] = []
    while case .line(let line, _) = splitter.next() { lines.append(line) }
    #expect(splitter.finish() == nil)
    return lines
  }

  private func expected() throws -> Value {
    try RelaxedJSON.read(try Fixture.bytes("golden/expected.json"))
  }

  private func rights() throws -> Rights {
    try Rights([try Party.decode(try Fixture.bytes("golden/party.json"))])
  }

  private func elements(_ key: Text) throws -> [Value] {
    guard case .array(let elements) = try expected()[key] else { return [] }
    return elements
  }

  /// The state after all that can be merged: each log up to the first changeset that is held.
  static func merged(_ changesets: [Changeset]) throws -> [RecordName: RecordState] {
    var states: [RecordName: RecordState] = [:]
    var heads: [Author: Int64] = [:]
    for changeset in changesets {
      let header = changeset.header
      guard let body = changeset.body, heads[header.author, default: 0] == header.sequence - 1
      else { continue }
      for change in body.changes {
        _ = states[change.record, default: RecordState()].merge(
          change, dot: header.dot, time: header.time, merged: { heads[$0, default: 0] })
      }
      heads[header.author] = header.sequence
    }
    return states
  }

  static func value(_ state: RecordState, _ name: RecordName) -> Value {
    let cells = state.cells.map { cell in
      (cell.name.text, Value.object(cell.siblings.map { ($0.dot.text, $0.value) }))
    }
    let members: [(Text, Value)] = [
      ("cells", .object(cells)), ("id", .text(name.id.text)), ("type", .text(name.type.text)),
    ]
    return .object(members)
  }

  @Test func `the golden lines are sealed again byte for byte`() throws {
    let sealed = try Golden.changesets().map { String(decoding: $0.line, as: UTF8.self) }
    let golden = try lines().map { String(decoding: $0, as: UTF8.self) }
    #expect(sealed == golden)
  }

  @Test func `the golden headers verify, chain and have their hashes`() throws {
    let rights = try rights()
    var heads: [Author: ContentHash] = [:]
    let headers = try elements("headers")
    let lines = try lines()
    #expect(lines.count == headers.count)
    for (line, expected) in zip(lines, headers) {
      let header = try Changeset.decode(line).verified(against: rights).header
      #expect(expected["dot"] == .text(header.dot.text))
      #expect(expected["hash"] == .string(header.hash.description))
      #expect(expected["body"] == .string(header.body.description))
      #expect(header.previous == heads[header.author])
      heads[header.author] = header.hash
    }
  }

  @Test func `the golden records have their digests`() throws {
    let states = try Self.merged(try lines().map { try Changeset.decode($0) })
    let records = try elements("records")
    #expect(states.count == records.count)
    var sum = ContentHash.zero
    for (name, state) in states {
      let record = try #require(records.first { $0["id"] == .text(name.id.text) })
      let digest = state.digest(of: name)
      #expect(record["digest"] == .string(digest.description))
      let canonical = CanonicalJSON.write(Self.value(state, name))
      #expect(record["canonical"] == .string(String(decoding: canonical, as: UTF8.self)))
      sum = sum &+ digest
    }
    #expect(try expected()["scope_digest"] == .string(sum.hex))
  }

  @Test func `the golden rights have their fingerprint`() throws {
    #expect(try expected()["fingerprint"] == .string(try rights().fingerprint.description))
  }

  @Test func `the golden file of a party is written again byte for byte`() throws {
    let bytes = try Fixture.bytes("golden/party.json")
    #expect(try Party.decode(bytes).encoded == bytes)
  }

  @Test func `what must be refused is refused for its reason and at its byte`() throws {
    let rights = try rights()
    let file = String(decoding: try Fixture.bytes("golden/refused.jsonl"), as: UTF8.self)
    for row in file.split(separator: "\n") {
      let row = try RelaxedJSON.read(Array(row.utf8))
      let line = try #require(row["line"]?.asText).string
      do {
        _ = try Changeset.decode(Array(line.utf8)).verified(against: rights)
        Issue.record("accepted: \(String(describing: row["why"]))")
      } catch {
        #expect(row["code"] == .string(error.code), "\(String(describing: row["why"]))")
        guard case .malformed(let fault) = error else { continue }
        #expect(row["offset"] == .integer(Int64(fault.offset)))
      }
    }
  }
}
