package import SyncCore
package import SyncWire

/// What `SettledRecordReader` says of a line, with values made of it.
package struct SettledRead: Equatable {
  package let name: RecordName
  package let writes: [Change.Write]
  package let dots: [Dot]

  package init(name: RecordName, writes: [Change.Write], dots: [Dot]) {
    self.name = name
    self.writes = writes
    self.dots = dots
  }

  /// The line read first, and once more, when it is like the one before; empty where it is nothing
  /// for that reader.
  package static func both(of line: [UInt8]) -> [SettledRead] {
    var reader = SettledRecordReader()
    return [reader.settled(line), reader.settled(line)].compactMap { $0 }
  }
}

extension SettledRecordReader {
  package mutating func settled(_ line: [UInt8]) -> SettledRead? {
    line.withUnsafeBufferPointer { bytes in
      var values = SettledRecord.Values()
      guard let record = read(bytes, into: &values),
        record.id == RecordID(String(decoding: bytes[record.idBytes], as: UTF8.self))
      else { return nil }
      let contents = values.contents[record.contents].map { values.value(of: $0, in: bytes) }
      return SettledRead(
        name: RecordName(record.writes.type, record.id),
        writes: zip(record.writes.cells, contents).map { Change.Write($0, $1) },
        dots: record.writes.dots)
    }
  }
}

extension SettledRecord.Values {
  fileprivate func value(
    of content: SettledRecord.Content, in line: UnsafeBufferPointer<UInt8>
  ) -> Value {
    switch content {
    case .null: .null
    case .boolean(let flag): .boolean(flag)
    case .integer(let number): .integer(number)
    case .text(let range): .string(String(decoding: line[range], as: UTF8.self))
    case .escaped(let range):
      .text(SettledRecordReader.unescaped(range, of: line) ?? "not to be read")
    case .object(let range):
      .object(
        members[range].map { member in
          let key = Text(String(decoding: line[member.key], as: UTF8.self))
          return (key, value(of: member.content, in: line))
        })
    }
  }
}
