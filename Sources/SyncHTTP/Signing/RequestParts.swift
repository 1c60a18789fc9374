import HTTPTypes
import SyncCore

/// The parts of a request that a signature can cover.
struct RequestParts {
  static let receiverHeader = "Syncd-Receiver"
  /// What the caller signed as `@target-uri`. It is not trusted: it only makes a refusal exact.
  static let targetHeader = "Syncd-Target"

  let method: String
  let target: RequestTarget
  let fields: HTTPFields

  /// A header's value as it is signed (RFC 9421, section 2.1): its lines, without white space at
  /// their ends, joined by a comma and a space. Nil where the request does not carry it.
  func field(_ name: String) -> String? {
    guard let name = HTTPField.Name(name) else { return nil }
    let lines = fields[values: name]
    let isSpace = { (character: Character) in character == " " || character == "\t" }
    return lines.isEmpty
      ? nil
      : lines.map { String($0.trimming(while: isSpace)) }.joined(separator: ", ")
  }

  /// A component's value (RFC 9421, sections 2.1 and 2.2).
  ///
  /// - Throws: `unsupportedComponent` for parameters and for what a request does not have;
  ///   `fieldMissing`.
  func value(of component: SignatureInput.Component) throws(SignatureRefusal) -> String {
    guard !component.hasParameters else { throw .unsupportedComponent(component.text) }
    switch component.name {
    case "@method": return method
    case "@target-uri": return target.text
    case "@scheme": return target.scheme
    case "@authority": return target.authority
    case "@path": return target.path
    case "@query": return target.query.isEmpty ? "?" : target.query
    case "@request-target": return target.path + target.query
    default: break
    }
    guard !component.name.hasPrefix("@") else { throw .unsupportedComponent(component.text) }
    guard let value = field(component.name) else { throw .fieldMissing(component.text) }
    return value
  }

  /// The same request as if it had been sent to another address.
  func addressed(to target: RequestTarget) -> RequestParts {
    RequestParts(method: method, target: target, fields: fields)
  }
}

extension String {
  fileprivate func trimming(while isOuter: (Character) -> Bool) -> Substring {
    var middle = drop(while: isOuter)
    while let last = middle.last, isOuter(last) { middle.removeLast() }
    return middle
  }
}
