import Foundation
import SyncCore

/// FIELD=VALUE, FIELD+=MEMBER or FIELD-=MEMBER as a person wrote it.
package struct FieldInput {
  /// What the sign between field and text asks for.
  package enum Operation {
    case assign, add, remove
  }

  package let field: String
  package let operation: Operation
  package let text: String

  /// The largest file that `FIELD=@FILE` reads: the longest text of a changeset.
  package static let fileLimitBytes = Limits.textBytes

  /// What a form says: nothing in the text means a file.
  package init(field: String, operation: Operation = .assign, text: String) {
    self.field = field
    self.operation = operation
    self.text = text
  }

  /// - Throws: `bad_assignment` where there is no `=`, `file_error` where a file cannot be read.
  package init(_ argument: String) throws {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      throw Failure(
        "bad_assignment", "\(argument.quoted) is no FIELD=VALUE. Nothing was written.",
        hint: "Write FIELD=VALUE, FIELD+=MEMBER, FIELD-=MEMBER, FIELD=@FILE, or FIELD= to clear.")
    }
    let name = argument[..<equals]
    switch name.last {
    case "+": (field, operation) = (String(name.dropLast()), .add)
    case "-": (field, operation) = (String(name.dropLast()), .remove)
    default: (field, operation) = (String(name), .assign)
    }
    text = try Self.text(of: String(argument[argument.index(after: equals)...]))
  }

  /// The text itself; `@FILE` is the file's text, and `@@` begins a text with one `@`.
  package static func text(of argument: String) throws -> String {
    guard argument.hasPrefix("@") else { return argument }
    let rest = String(argument.dropFirst())
    if rest.hasPrefix("@") { return rest }
    guard let data = FileManager.default.contents(atPath: rest) else {
      throw Failure(
        "file_error", "The file '\(rest)' cannot be read. Nothing was written.",
        hint: "Check its path. To write a text that begins with @, write @@.")
    }
    guard data.count <= fileLimitBytes else {
      throw Failure(
        "too_long", "'\(rest)' has \(data.count) bytes; a text has at most \(fileLimitBytes).",
        hint: "Nothing was written. Shorten it, or refer to a document.")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(
        "not_utf8", "'\(rest)' is not UTF-8. Nothing was written.",
        hint: "Save it as UTF-8 and try again.")
    }
    return text
  }
}
