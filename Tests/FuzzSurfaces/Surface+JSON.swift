import Foundation
import SyncCore
import SyncWire

extension Surface {
  /// What the canonical reader takes is written back byte for byte, and is JSON to others too.
  static let canonicalJSON = Surface("canonical_json") {
    { bytes in
      let value: Value
      do throws(Malformed) {
        value = try CanonicalJSON.read(bytes)
      } catch {
        return try claim("a fault lies inside the input", (0...bytes.count) ~= error.offset)
      }
      try claim("what was read is written the same", CanonicalJSON.write(value) == bytes)
      try claim("the relaxed reader reads the same", RelaxedJSON.read(bytes) == value)
      let other = accepted {
        try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      }
      try claim("Foundation takes it for JSON", other != nil)
    }
  }

  /// What the relaxed reader takes has one canonical form, in which it reads the same.
  static let relaxedJSON = Surface("relaxed_json") {
    { bytes in
      let value: Value
      do throws(Malformed) {
        value = try RelaxedJSON.read(bytes)
      } catch {
        return try claim("a fault lies inside the input", (0...bytes.count) ~= error.offset)
      }
      let canonical = CanonicalJSON.write(value)
      try claim("its canonical form reads the same", RelaxedJSON.read(canonical) == value)
      if let again = accepted({ try CanonicalJSON.read(canonical) }) {
        try claim("both readers agree on the canonical form", again == value)
      }
    }
  }
}
