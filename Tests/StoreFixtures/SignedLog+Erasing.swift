package import SyncCore
package import SyncWire
import TestSupport

extension SignedLog {
  /// Signs a changeset that erases cells of another one, whoever may do that.
  @discardableResult
  package mutating func erase(_ cells: [CellPlace], of target: Changeset) throws -> Dot {
    let header = target.header
    let erasure = Erasure(
      author: header.author, sequence: header.sequence, header: header.hash,
      remainder: target.remainder ?? .zero, cells: cells)
    return try append(all: [], erasing: [erasure])
  }
}
