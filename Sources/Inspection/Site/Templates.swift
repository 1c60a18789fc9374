import Mustache

/// The templates of all pages, read once.
enum Templates {
  /// Renders a template; values are escaped wherever it does not say otherwise.
  static func render(_ name: String, _ context: [String: Any]) -> String {
    library.render(context, withTemplate: name) ?? ""
  }

  /// By name, as they stand in `Templates/`.
  static let sources: [String: [UInt8]] = [
    "layout": PackageResources.layout_mustache,
    "failure": PackageResources.failure_mustache,
    "overview": PackageResources.overview_mustache,
    "conflicts": PackageResources.conflicts_mustache,
    "bulk": PackageResources.bulk_mustache,
    "conflict": PackageResources.conflict_mustache,
    "catalogue": PackageResources.catalogue_mustache,
    "record": PackageResources.record_mustache,
    "recordform": PackageResources.recordform_mustache,
    "fieldrow": PackageResources.fieldrow_mustache,
    "shown": PackageResources.shown_mustache,
    "blame": PackageResources.blame_mustache,
    "matrix": PackageResources.matrix_mustache,
    "history": PackageResources.history_mustache,
    "changeset": PackageResources.changeset_mustache,
    "conflict_counts": PackageResources.conflict_counts_mustache,
    "logs": PackageResources.logs_mustache,
    "changeset_head": PackageResources.changeset_head_mustache,
    "changes": PackageResources.changes_mustache,
    "quarantine": PackageResources.quarantine_mustache,
    "pager": PackageResources.pager_mustache,
    "typed": PackageResources.typed_mustache,
    "sibling": PackageResources.sibling_mustache,
    "input": PackageResources.input_mustache,
  ]

  private static let library: MustacheLibrary = {
    MustacheContentTypes.register(Markup(), named: "MARKUP")
    var library = MustacheLibrary()
    for (name, bytes) in sources {
      // Each template names its own content type: a partial does not inherit it.
      let text = "{{% CONTENT_TYPE: MARKUP}}\n" + String(decoding: bytes, as: UTF8.self)
      do {
        try library.register(text, named: name)
      } catch {
        preconditionFailure("Invariant: the template \(name) is well formed, not: \(error)")
      }
    }
    return library
  }()
}

/// Texts as HTML shows them. Works on bytes: a quote with an accent on it is one character to
/// Swift, but still a quote to a browser.
struct Markup: MustacheContentType {
  func escapeText(_ text: String) -> String {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): escaped += "&lt;".utf8
      case UInt8(ascii: ">"): escaped += "&gt;".utf8
      case UInt8(ascii: "&"): escaped += "&amp;".utf8
      case UInt8(ascii: "\""): escaped += "&quot;".utf8
      case UInt8(ascii: "'"): escaped += "&#39;".utf8
      // HTML has no way to write these; a text area would drop a bare carriage return too.
      case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0x7F: escaped += "\u{FFFD}".utf8
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
