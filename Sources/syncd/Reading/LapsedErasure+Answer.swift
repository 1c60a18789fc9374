import Inspection
import SyncCore
import SyncStore

extension LapsedErasure {
  /// Where it is and what ended, for people.
  var told: String { "\(cell) of \(key), by \(eraser), which counts no more" }

  /// What it means, and the way out.
  static let consequence =
    "Whoever had not heard of it keeps the value, so digests differ under equal heads."

  /// How all come to the same again.
  var remedy: String {
    "Erase it again where an author of the scope's owner may still write:"
      + " syncd erase \(key.name) \(cell) --scope \(key.scope) --reason R"
  }
}
