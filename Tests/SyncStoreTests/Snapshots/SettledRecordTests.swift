import StoreFixtures
import SyncCore
import SyncWire
import Testing

/// The reader that makes no values against the one that does.
@Suite struct SettledRecordTests {
  private static func line(_ cells: String, id: String = "a", type: String = "pathway") -> [UInt8] {
    Array("{\"cells\":{\(cells)},\"id\":\"\(id)\",\"type\":\"\(type)\"}".utf8)
  }

  private static let settled = [
    line(#""note":{"14-vgr:1":"höft"}"#),
    line(#""note":{"14-vgr:1":"rad\nrad \"citat\""}"#, id: "b"),
    line(#""note":{"14-vgr:1":null}"#),
    line(#""note":{"14-vgr:1":""}"#),
    line(#""note":{"14-vgr:2":"x"}"#),
    line(#""count":{"14-vgr:2":-17},"note":{"14-vgr:2":"x"}"#),
    line(#""count":{"14-vgr:2":0},"note":{"14-vgr:2":true}"#),
    line(#""count":{"14-vgr:2":0},"note":{"12-skane:2":false}"#),
    line(#""count":{"14-vgr:2":0},"note":{"12-skane:2":false}"#, type: "unit"),
    line(#""period":{"14-vgr:2":{"from":"2026-01-01","to":null}}"#),
    line(#""period":{"14-vgr:2":{}}"#),
    line(#""tags/x":{"14-vgr:3":true}"#),
  ]

  @Test func saysWhatTheOtherReaderSays() throws {
    var settled = SettledRecordReader()
    // Each after each: read anew, and like the one before.
    for first in Self.settled {
      for second in Self.settled {
        for line in [first, second] {
          var reader = SnapshotLineReader()
          guard case .record(let record) = try reader.read(line) else {
            Issue.record("no record")
            continue
          }
          let read = settled.settled(line)
          #expect(read == SettledRead(name: record.name, writes: record.writes, dots: record.dots))
        }
      }
    }
  }

  @Test func recordsOfTheSameWritesShareThem() {
    var reader = SettledRecordReader()
    var values = SettledRecord.Values()
    func writes(_ line: [UInt8]) -> SettledWrites? {
      line.withUnsafeBufferPointer { reader.read($0, into: &values)?.writes }
    }
    let first = writes(Self.settled[0])
    #expect(first != nil)
    #expect(writes(Self.settled[1]) === first)
    #expect(writes(Self.settled[4]) !== first)
  }

  @Test(arguments: [
    line(#""note":{"12-skane:1":"y","14-vgr:1":"x"}"#),
    line(#""exists":{"14-vgr:1":true}"#),
    line(#""note":{"14-vgr:1":["x"]}"#),
    line(#""note":{"14-vgr:1":{"a":{"b":1}}}"#),
    line(#""note":{"14-vgr:01":"x"}"#),
    line(#""note":{"14-vgr:1":01}"#),
    line(#""note":{"14-vgr:1":"\u0041"}"#),
    line(#""note":{"14-vgr:1":"x"},"note":{"14-vgr:1":"x"}"#),
    line(#""note":{"14-vgr:1":"x"},"count":{"14-vgr:1":1}"#),
    line(#""note":{"14-vgr:1":"x"} "#),
    line(#""note":{}"#),
    line(""),
    line(#""note":{"14-vgr:1":"x"}"#, id: "A B"),
    line(#""note":{"14-vgr:1":"x"}"#) + Array(" ".utf8),
    Array(#"{"cells":{"note":{"14-vgr:1":""#.utf8) + [0xC3, 0x28]
      + Array(#""}},"id":"a","type":"pathway"}"#.utf8),
  ])
  func leavesWhatIsOutOfTheOrdinary(_ line: [UInt8]) {
    var reader = SettledRecordReader()
    let alone = reader.settled(line)
    #expect(alone == nil)
    // The line before makes no difference, nor does this one to the next.
    for before in Self.settled {
      let (good, bad) = (reader.settled(before), reader.settled(line))
      #expect(good != nil)
      #expect(bad == nil)
    }
  }
}
