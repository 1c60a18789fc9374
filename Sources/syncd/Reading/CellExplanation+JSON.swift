import Inspection
import SyncCore
import SyncStore

extension CellExplanation {
  func json(isOpen: Bool) -> Value {
    let siblings = writers.map { sibling, entry in
      let basis = entry?.change.replaced(in: name).map(\.description) ?? []
      let origin = entry?.origin.json ?? .document([("dot", .text(sibling.dot.text))])
      return origin.adding([
        (Text("value"), sibling.value), (Text("basis"), .strings(basis)),
        (Text("provisional"), .boolean(sibling.dot == provisional?.dot)),
      ])
    }
    return .document([
      ("cell", .text(name.text)), ("value", provisional?.value ?? .null),
      ("cause", .string(cause.rawValue)), ("conflict", .boolean(isOpen)),
      ("base", base ?? .null), (Text("siblings"), .array(siblings)),
    ])
  }
}
