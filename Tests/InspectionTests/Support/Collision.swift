import Catalogue
import SyncCore
import TestSupport

@testable import Inspection

/// Two regions' authors who wrote the same fields of the same record without knowing of each
/// other, seen from the first one's replica, which owns the record.
struct Collision {
  let own: TrialSite
  let other: TrialSite
  let key = RecordKey(.vgr, .named("implementation/14-kol-1"))
  let note = CellName.named("note")

  /// - Parameter base: whether both knew an earlier value.
  init(
    own: String = "Infört på alla vårdcentraler.", other: String = "Infört på hälften.",
    base: String? = "Planerat.", cell: String = "note"
  ) throws {
    self.own = try TrialSite(.vgr)
    self.other = try TrialSite(.skane, person: "sven.ek")
    if let base {
      try self.own.set(key.name.description, "\(cell)=\(base)")
      try self.other.meets(self.own)
    }
    try self.own.set(key.name.description, "\(cell)=\(own)", scope: .vgr)
    try self.other.set(key.name.description, "\(cell)=\(other)", scope: .vgr)
    try self.own.meets(self.other)
  }

  var link: PageLink { .conflict(key, note) }

  /// The dots that the page shows, as its form carries them.
  func shown() throws -> [(name: String, value: String)] {
    try own.siblings(key, note).map { ("shown", $0.dot.description) }
  }

  /// The sibling of the other author.
  func theirs() throws -> Sibling? {
    try own.siblings(key, note).first { $0.dot.author == .skane }
  }
}
