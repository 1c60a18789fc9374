import Catalogue
import SyncCore

/// A status as the matrix shows it.
struct MatrixStatus {
  /// What people read; nil where there is no status.
  let label: String?
  /// The class that colours it; the words say the same.
  let tone: String

  /// - Parameter code: the stored code, which may be one that this version does not know.
  init(_ code: String) {
    guard !code.isEmpty else {
      label = nil
      tone = ""
      return
    }
    label = Self.all.first { $0.code.string == code }?.label ?? code.printable
    tone =
      switch code {
      case "infort", "redan_i_linje": "good"
      case "beslutat", "planering_pagar", "infors", "delvis_infort": "warn"
      case "pausat", "avslutat": "bad"
      default: ""
      }
  }

  /// The declared codes in their order.
  static let all: [Code] = {
    let type = TypeName("implementation").flatMap { Catalogue.schema[$0] }
    let column = type?.field(named: "status")?.columns.first
    guard case .code(let codes) = column?.kind else { return [] }
    return codes
  }()

  /// The order of the declared codes; others come behind them, and no status last.
  static func precedes(_ left: String, _ right: String) -> Bool {
    func rank(_ code: String) -> Int {
      all.firstIndex { $0.code.string == code } ?? (code.isEmpty ? .max : all.count)
    }
    return (rank(left), left) < (rank(right), right)
  }
}
