import SyncCore
import SyncWire

extension Value {
  /// The canonical JSON of the value.
  var wire: [UInt8] { CanonicalJSON.write(self) }
}
