import SyncHTTP

/// The style and the script of all pages.
enum SiteFile: String {
  case style = "/stil.css"
  case script = "/skript.js"

  static func at(_ path: String) -> SiteFile? { SiteFile(rawValue: path) }

  var answer: PageAnswer {
    let (type, bytes) =
      switch self {
      case .style: ("text/css; charset=utf-8", PackageResources.style_css)
      case .script: ("text/javascript; charset=utf-8", PackageResources.script_js)
      }
    return PageAnswer(
      fields: [("Content-Type", type), ("Cache-Control", "no-cache")], bytes: bytes)
  }
}
