import SyncCore
import SyncWire

@testable import SyncExchange

extension Surface {
  /// A name in a shared folder is ours only in the one spelling that we write.
  static let folderNames = Surface("folder_names") {
    { bytes in
      guard let path = String(validating: bytes, as: UTF8.self),
        let name = FolderName(path: path)
      else { return }
      try claim("it is written as it was read", name.path.utf8.elementsEqual(bytes))
      try claim("its folders lead to it", path.hasPrefix(name.folders + "/"))
      try claim("it leads out of no folder", !path.split(separator: "/").contains(".."))
    }
  }

  /// Authors, scopes, dots, cells and times have one spelling each.
  static let names = Surface("names") {
    { bytes in
      guard let text = String(validating: bytes, as: UTF8.self) else { return }
      let spellings: [(String, String?)] = [
        ("author", Author(text)?.string), ("scope", Scope(text)?.string),
        ("dot", Dot(text)?.description), ("hash", ContentHash(text)?.description),
        ("cell", CellName(Text(text))?.text.string), ("id", RecordID(text)?.string),
        ("type", TypeName(text)?.string), ("time", Timestamp(text)?.description),
        ("day", CivilDate(text)?.description),
      ]
      for (kind, spelling) in spellings {
        guard let spelling else { continue }
        try claim("a \(kind) is written as it was read", spelling.utf8.elementsEqual(bytes))
      }
      if let key = KeyText.decode(text) {
        try claim("a key is written as it was read", KeyText.encode(key).utf8.elementsEqual(bytes))
      }
    }
  }

  /// A file of Peers is refused with its place, or written so that it reads the same.
  static let peers = Surface("peers") {
    { bytes in
      let party: Party
      do throws(PartyError) {
        party = try Party.decode(bytes)
      } catch {
        return try claim("a refusal has its words", !error.code.isEmpty && !error.message.isEmpty)
      }
      try claim("it reads the same again", Party.decode(party.encoded) == party)
      if let rights = accepted({ try Rights([party]) }) {
        try claim("its rights have a hash", rights.fingerprint != .zero)
      }
    }
  }
}
