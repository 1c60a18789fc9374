package import SyncCore
import SyncWire

extension Value {
  /// The canonical JSON of the value.
  package var wire: [UInt8] { CanonicalJSON.write(self) }
}
