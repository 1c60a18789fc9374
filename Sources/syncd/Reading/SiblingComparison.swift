import Catalogue
import Inspection
import SyncCore

/// The siblings of a long text, each beside what they were written over; where that is nothing,
/// beside the one that is shown.
struct SiblingComparison {
  private let texts: [(dot: Dot, text: String)]
  private let origin: String
  private let heading: String

  /// Nil unless the cell is a long text with several values.
  init?(_ siblings: [Sibling], shown: Dot, base: Value?, cell: CellName, type: RecordType?) {
    guard case .plain(.longText) = type?.field(named: cell.field)?.shape, siblings.count > 1 else {
      return nil
    }
    let texts = siblings.map { ($0.dot, Self.text(of: $0.value)) }
    let baseText = base.map(Self.text) ?? ""
    if baseText.isEmpty, let first = texts.first(where: { $0.0 == shown }) {
      origin = first.1
      heading = "\(shown), which is shown"
      self.texts = texts.filter { $0.0 != shown }
    } else {
      origin = baseText
      heading = "what it was written over"
      self.texts = texts
    }
  }

  private static func text(of value: Value) -> String {
    value == .null ? "" : value.asText?.string ?? value.shown
  }

  /// The lines of all comparisons, one after the other.
  func lines(_ style: Style, indent: String) -> [String] {
    texts.flatMap { dot, text in
      DifferenceLayout(
        TextDifference(from: origin, to: text), style: style, width: style.width - indent.count
      ).lines(left: heading, right: "\(dot)").map { indent + $0 }
    }
  }
}
