/// Where a paragraph stands in a run of bytes: a line, its line end and the blank lines after it.
///
/// The content is what paragraphs are aligned by, so that a text that merely goes on after its
/// last line keeps that line.
struct ParagraphRange {
  let content: Range<Int>
  let whole: Range<Int>

  /// The paragraphs of a part of the bytes, in order; together they are all of it.
  static func all(of text: Range<Int>, in bytes: [UInt8]) -> [ParagraphRange] {
    var paragraphs: [ParagraphRange] = []
    var start = text.lowerBound
    while start < text.upperBound {
      var contentEnd = start
      while contentEnd < text.upperBound, !isLineEnd(bytes[contentEnd]) { contentEnd += 1 }
      var end = contentEnd
      while end < text.upperBound, isLineEnd(bytes[end]) { end += 1 }
      paragraphs.append(ParagraphRange(content: start..<contentEnd, whole: start..<end))
      start = end
    }
    return paragraphs
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
