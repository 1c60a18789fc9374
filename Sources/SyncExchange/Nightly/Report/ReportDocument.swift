/// A report as headings, lists and tables, before it is Markdown or HTML.
///
/// All texts are plain: whoever writes them out escapes them.
struct ReportDocument {
  /// What a section consists of.
  enum Block {
    case paragraph(String)
    case list([String])
    /// What a person has to do.
    case tasks([String])
    /// The first cell of a row names it.
    case table(caption: String, columns: [Column], rows: [[String]])
  }

  /// A column with its heading.
  struct Column {
    let title: String
    /// Whether its cells are numbers, which stand to the right.
    var isNumber = false
  }

  struct Section {
    let title: String
    let blocks: [Block]
  }

  let title: String
  /// What stands below the title: which replica, when.
  let subtitle: String
  let sections: [Section]
}

extension String {
  /// The text on one line, without what would steer a terminal or turn the direction of reading.
  var onePlainLine: String {
    let scalars = unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: " "
      case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F: "\u{FFFD}"
      default: scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
