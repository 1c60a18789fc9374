import SyncWire

extension Surface {
  /// Lines of the log: what can be unpacked, packs and unpacks to the same.
  static let packedLines = Surface("packed_lines") {
    { bytes in
      if let line = PackedLine.unpack(bytes), line.first == UInt8(ascii: "{") {
        try claim("packing is undone", PackedLine.unpack(PackedLine.pack(line)) == line)
      }
      let line = Array("{".utf8) + bytes
      try claim("any line is kept exactly", PackedLine.unpack(PackedLine.pack(line)) == line)
    }
  }

  /// However a packed stream is cut, it gives the same bytes and ends the same way.
  static let gzip = Surface("gzip") {
    { bytes in
      let whole = Unpacked(bytes, chunkBytes: max(bytes.count, 1))
      let cut = Unpacked(bytes, chunkBytes: 7)
      try claim("its end does not depend on the chunks", whole.ending == cut.ending)
      if whole.ending == "whole" {
        try claim("its bytes do not depend on the chunks", whole.output == cut.output)
      }
      var packed: [UInt8] = []
      let deflater = try Deflater()
      try deflater.deflate(bytes) { packed += $0 }
      try deflater.finish { packed += $0 }
      let again = Unpacked(packed, chunkBytes: 1_000)
      try claim("packing is undone", again.output == bytes && again.ending == "whole")
    }
  }

  /// However a stream is cut into chunks, its lines are those between its line feeds.
  static let lines = Surface("lines") {
    { bytes in
      let limit = 16
      let oracle = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let lengths = oracle.map { $0.last == UInt8(ascii: "\r") ? $0.count - 1 : $0.count }
      for chunkBytes in [1, 5, max(bytes.count, 1)] {
        let found = split(bytes, chunkBytes: chunkBytes, limitBytes: limit)
        // Nothing stands behind a last line feed.
        let expected = oracle.last?.isEmpty == true ? oracle.count - 1 : oracle.count
        try claim("every line is found once", found.count == expected)
        for (line, (bytes, length)) in zip(found, zip(oracle, lengths)) {
          switch line {
          case .line(let found, _):
            try claim("a line is its bytes", found.elementsEqual(bytes) && length <= limit)
          case .tooLong: try claim("only long lines are too long", length > limit)
          }
        }
      }
    }
  }
}

/// What a packed stream gives, chunk by chunk.
private struct Unpacked {
  private(set) var output: [UInt8] = []
  private(set) var ending = "whole"

  private static let limitBytes = 4_194_304

  private struct Overflow: Error {}

  init(_ bytes: [UInt8], chunkBytes: Int) {
    do {
      let inflater = try Inflater()
      for start in stride(from: 0, to: bytes.count, by: chunkBytes) {
        try inflater.inflate(Array(bytes[start..<min(start + chunkBytes, bytes.count)])) {
          guard output.count < Self.limitBytes else { throw Overflow() }
          output += $0
        }
      }
      try inflater.finish()
    } catch {
      ending = "\(error)"
    }
  }
}

private func split(
  _ bytes: [UInt8], chunkBytes: Int, limitBytes: Int
) -> [LineSplitter.Line] {
  var splitter = LineSplitter(limitBytes: limitBytes)
  var lines: [LineSplitter.Line] = []
  for start in stride(from: 0, to: bytes.count, by: chunkBytes) {
    splitter.append(bytes[start..<min(start + chunkBytes, bytes.count)])
    while let line = splitter.next() { lines.append(line) }
  }
  if let tail = splitter.finish() { lines.append(tail) }
  return lines
}
