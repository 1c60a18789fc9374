import SyncCore

extension Value {
  /// JSON for people to look at, where a value's type is not its column's. Nothing is hashed of it.
  var plainJSON: String {
    switch self {
    case .null: "null"
    case .boolean(let boolean): boolean ? "true" : "false"
    case .integer(let number): String(number)
    case .text(let text): Self.quoted(text.string)
    case .array(let values): "[\(values.map(\.plainJSON).joined(separator: ","))]"
    case .object(let members):
      "{\(members.entries.map(Self.plainJSON(of:)).joined(separator: ","))}"
    }
  }

  private static func plainJSON(of member: Member) -> String {
    "\(quoted(member.key.string)):\(member.value.plainJSON)"
  }

  private static func quoted(_ string: String) -> String {
    var quoted = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20:
        quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
