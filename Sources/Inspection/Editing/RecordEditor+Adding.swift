import Catalogue
package import SyncCore
import SyncStore

extension RecordEditor {
  /// Makes a new record with an id by its type's rule.
  ///
  /// - Throws: `no_id` where the rule's field is missing, `record_exists` where the id is taken, by
  ///   a deleted record too.
  package func add(_ type: RecordType, _ inputs: [FieldInput]) throws -> EditOutcome {
    let source = type.identity.source.string
    let title = inputs.first { $0.field == source && $0.operation == .assign }?.text ?? ""
    var random = SystemRandomNumberGenerator()
    let party = idParty(for: type)
    guard let id = Catalogue.id(for: type, party: party, title: title, using: &random) else {
      throw Failure(
        "no_id", "No id can be made for a new \(type.name). Nothing was written.",
        hint: "\(type.identityText); give \(source)=… fit for that.")
    }
    let name = RecordName(type.name, id)
    if let scope = try workspace.replica.scopes(of: name).first {
      throw Failure(
        "record_exists", "\(name) exists already in \(scope). Nothing was written.",
        hint: "Change it with syncd set, or bring it back with syncd restore.")
    }
    var outcome = try set(name, inputs)
    outcome.deed = .added
    return outcome
  }

  /// Whose ids the new record's is one of: the owner of the scope it goes to.
  private func idParty(for type: RecordType) -> String {
    let scope = scope ?? type.home.scope(for: workspace.party)
    return scope?.owner ?? workspace.party
  }
}
