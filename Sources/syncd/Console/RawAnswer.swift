import SyncCore

/// A text that is the result itself, such as a sheet on stdout.
struct RawAnswer: Answer {
  let bytes: [UInt8]

  var json: Value {
    .document([("text", .string(String(decoding: bytes, as: UTF8.self)))])
  }

  func text(_ style: Style) -> String {
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
