import SyncCore

/// One conflict of a choice, as a form carries it: where it is, and with a decision the sibling
/// that is taken and what was shown.
struct BulkPlace: Hashable {
  let key: RecordKey
  let cell: CellName
  /// The sibling that is taken, or the write that is undone.
  var dot: Dot?
  var shown: [Dot] = []

  init(key: RecordKey, cell: CellName, dot: Dot? = nil, shown: [Dot] = []) {
    self.key = key
    self.cell = cell
    self.dot = dot
    self.shown = shown
  }

  /// - Throws: `page_missing` for a text that this program did not make.
  init(_ text: String) throws {
    let fields = FormFields(encoded: text.utf8)
    key = try fields.recordKey()
    guard let cell = fields["cell"].flatMap({ CellName(Text($0)) }) else {
      throw Failure.pageMissing
    }
    self.cell = cell
    dot = fields["dot"].flatMap { Dot($0) }
    shown = fields.all("shown").compactMap { Dot($0) }
  }

  var text: String {
    let link = PageLink(
      "",
      PageLink.values(of: key) + [("cell", cell.text.string), ("dot", dot?.description)]
        + shown.map { ("shown", $0.description) })
    return String(link.description.dropFirst())
  }
}
