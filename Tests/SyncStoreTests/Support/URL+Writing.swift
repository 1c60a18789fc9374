import Foundation

extension URL {
  /// Puts a text in place of what the file held.
  func overwrite(with text: String) throws {
    try Data(text.utf8).write(to: self)
  }
}
