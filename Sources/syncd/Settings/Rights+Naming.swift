import Inspection
import SyncCore

extension Rights {
  /// - Throws: `unknown_peer`, with the names that there are.
  func party(called name: String) throws -> Party {
    guard let party = party(named: name) else {
      let names = parties.map(\.name).joined(separator: ", ")
      throw Failure(
        "unknown_peer", "Peers has no party \(name). Nothing was written.",
        hint: "Use one of: \(names).")
    }
    return party
  }
}
