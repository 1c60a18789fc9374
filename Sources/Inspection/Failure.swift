import Catalogue
import Foundation
import SyncCore
import SyncExchange
import SyncHTTP
import SyncStore
import SyncWire

/// A failure as people and programs are told of it.
package struct Failure: Error, Hashable {
  /// The stable name, equal in `--json`, logs and metrics.
  package let code: String
  /// What happened, and what was left alone.
  package let message: String
  /// What to do next.
  package let hint: String

  package init(_ code: String, _ message: String, hint: String) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  /// Any error of the modules below in this form.
  package init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as StoreError:
      self.init(error.code.rawValue, error.message, hint: error.hint)
    case let error as ExchangeError:
      self.init(error.codeText, error.message, hint: error.hint)
    case let error as ServerFailure:
      self.init(error.code, error.message, hint: error.hint)
    case let refusal as Refusal: self.init(refusal.code, saying: refusal.message)
    case let error as ContentError: self.init(error)
    case let error as CSVError: self.init(error.code, saying: error.message)
    case let error as ImportError: self.init(error.code, saying: error.message)
    case let error as BundledCatalogue.Failure: self.init(error.code, saying: error.message)
    case let error as SigningKey.Failure: self.init("bad_key", saying: error.message)
    case let error as PartyError: self.init(error.code, saying: error.message)
    default: self.init(unexpected: error)
    }
  }

  private init(unexpected error: any Error) {
    let text = (error as? CocoaError)?.localizedDescription ?? "\(error)"
    self.init(
      error is CocoaError ? "file_error" : "unexpected", text,
      hint: "Nothing of this step was written. Check the path and your rights, and try again.")
  }

  /// A code that is not in the list is told with the labels that people know.
  private init(_ error: ContentError) {
    guard case .unknownCode(let column, let text, let known) = error else {
      self.init(error.code, saying: error.message)
      return
    }
    let list = known.map { "\($0.code) (\($0.label))" }.joined(separator: ", ")
    self.init(
      error.code, "\(column.name): \(text.quoted) is no code of this column. Nothing was written.",
      hint: "Use one of: \(list).")
  }

  /// Cuts a whole message after the sentence that says what was left alone.
  private init(_ code: String, saying message: String) {
    let consequences = [
      "Nothing was written. ", "Nothing of the file was used. ",
      "Nothing of the file was written. ", "Nothing of it was merged. ", "Nothing was changed; ",
    ]
    let ends = consequences.compactMap { message.range(of: $0)?.upperBound }
    guard let end = ends.min() else {
      self.init(code, message, hint: "")
      return
    }
    self.init(
      code, message[..<end].trimmingCharacters(in: .whitespaces), hint: String(message[end...]))
  }
}
