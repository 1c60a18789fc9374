package import Catalogue
package import SyncCore
package import SyncStore
import SyncWire

/// A decision's approval of a record, and whether the record is still as it was approved.
package struct ApprovalState {
  package let decision: RecordID
  package let digest: ContentHash
  package let isCurrent: Bool

  /// The approvals of a record by the decisions that are here. Cost: the decisions.
  package static func of(_ record: ShownRecord, in replica: Replica) throws -> [ApprovalState] {
    guard let decision = TypeName("decision") else { return [] }
    let digest = record.state.digest(of: record.key.name)
    return try replica.records(of: decision).flatMap { decided in
      decided.approvals.filter { $0.record == record.key.name }.map {
        ApprovalState(
          decision: decided.key.id, digest: $0.digest, isCurrent: $0.digest == digest)
      }
    }
  }
}

extension ShownRecord {
  /// What a decision approves.
  package var approvals: [Approval] {
    shown.keys.filter { $0.field == "approves" }.sorted().compactMap { cell in
      cell.member.flatMap(Approval.init)
    }
  }
}
