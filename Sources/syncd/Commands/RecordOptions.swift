import ArgumentParser
import Inspection
import SyncCore

/// What commands on one record take beside the global options.
struct ScopeOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The record's scope, where it is not clear.", valueName: "scope"))
  var scope: String?

  /// The scope that was named.
  ///
  /// - Throws: `bad_scope` where the text is no path.
  func read() throws -> Scope? {
    guard let scope else { return nil }
    return try ScopeText.scope(scope)
  }
}

/// Reads scopes that a person wrote.
enum ScopeText {
  static func scope(_ text: String) throws -> Scope {
    guard let scope = Scope(text) else {
      throw Failure(
        "bad_scope", "'\(text)' cannot be a scope. Nothing was changed.",
        hint: "A scope is a path such as region/14 or national/register.")
    }
    return scope
  }
}
