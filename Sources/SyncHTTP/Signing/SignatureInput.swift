import RawStructuredFieldValues
import SyncCore

/// What one signature says it covers, and with which key: a member of Signature-Input.
struct SignatureInput {
  static let header = "Signature-Input"

  /// What every signature of the exchange has to cover.
  static let required = ["@method", "@target-uri", "content-digest", "syncd-receiver"]

  /// A covered component: a header's name in lower case, or a derived one such as `@method`.
  struct Component: Hashable {
    let name: String
    /// The component as it stands in the signature base: quoted, with its parameters.
    let text: String
    /// Whether parameters change what the name stands for (RFC 9421, section 2.1).
    let hasParameters: Bool
  }

  let label: String
  let components: [Component]
  /// The seconds since 1970 at which the signer says it signed.
  let created: Int64?
  let keyID: String?
  let algorithm: String?
  /// The member as it came: the value of `@signature-params`.
  let text: String

  /// The components that have to be covered and are not.
  var missing: [String] {
    Self.required.filter { name in !components.contains { $0.name == name } }
  }

  /// - Throws: `malformed` for another form, a component that stands twice, and too many of them.
  init(_ member: SignatureMembers.Member) throws(SignatureRefusal) {
    // So the text that was signed is the text that came, and no parameter stands in it twice.
    guard member.isStrict else {
      throw Self.malformed("\(member.label)=\(member.text) is not in the strict form of RFC 9651")
    }
    guard case .innerList(let list) = member.value else {
      throw Self.malformed("\(member.label) is no list of components")
    }
    guard list.bareInnerList.count <= SignatureLimits.components else {
      throw Self.malformed("\(member.label) covers over \(SignatureLimits.components) components")
    }
    var components: [Component] = []
    for item in list.bareInnerList {
      let component = try Self.component(item)
      guard !components.contains(component) else {
        throw Self.malformed("\(member.label) covers \(component.text) twice")
      }
      components.append(component)
    }
    label = member.label
    text = member.text
    self.components = components
    created = try Self.integer(list.rfc9651Parameters["created"], "created")
    keyID = try Self.string(list.rfc9651Parameters["keyid"], "keyid")
    algorithm = try Self.string(list.rfc9651Parameters["alg"], "alg")
  }

  /// The bytes that are signed (RFC 9421, section 2.5).
  ///
  /// - Parameter value: the value of a component in the message.
  func base(
    _ value: (Component) throws(SignatureRefusal) -> String
  ) throws(SignatureRefusal) -> [UInt8] {
    var lines = ""
    for component in components { lines += "\(component.text): \(try value(component))\n" }
    return Array((lines + "\"@signature-params\": \(text)").utf8)
  }

  private static func component(_ item: Item) throws(SignatureRefusal) -> Component {
    var writer = StructuredFieldValueSerializer()
    guard case .string(let name) = item.rfc9651BareItem,
      let text = try? writer.writeItemFieldValue(item)
    else { throw malformed("a component is no string") }
    return Component(
      name: name, text: String(decoding: text, as: UTF8.self),
      hasParameters: !item.rfc9651Parameters.isEmpty)
  }

  private static func integer(
    _ item: RFC9651BareItem?, _ name: String
  ) throws(SignatureRefusal) -> Int64? {
    guard let item else { return nil }
    guard case .integer(let number) = item else { throw malformed("\(name) is no whole number") }
    return number
  }

  private static func string(
    _ item: RFC9651BareItem?, _ name: String
  ) throws(SignatureRefusal) -> String? {
    guard let item else { return nil }
    guard case .string(let text) = item else { throw malformed("\(name) is no string") }
    return text
  }

  private static func malformed(_ fault: String) -> SignatureRefusal {
    .malformed(header: header, fault: fault)
  }
}
