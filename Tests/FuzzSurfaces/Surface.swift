/// A place where bytes that strangers wrote are read, and what must hold of it whatever they are.
package struct Surface: Sendable {
  /// Holds one input against the claims of a surface.
  package typealias Check = ([UInt8]) throws -> Void

  /// The name of its corpus folder, and what the fuzzer is started with.
  package let name: String
  /// Makes what the claims need, such as a replica; the check is used by one task at a time.
  package let open: @Sendable () throws -> Check

  init(_ name: String, open: @escaping @Sendable () throws -> Check) {
    self.name = name
    self.open = open
  }

  /// Every surface. A new one is a line here, and a folder of seeds in `Tests/Fuzz/corpus`.
  package static let all: [Surface] = [
    .canonicalJSON, .relaxedJSON, .changesetLines, .changesetBodies, .receiving, .metadata,
    .packedLines, .gzip, .lines, .folderNames, .names, .peers, .messages, .signatures, .targets,
    .forms, .pages, .tables, .personalNumbers, .imports, .snapshotLines, .snapshots,
  ]

  /// The surface of a name.
  package static func named(_ name: String) -> Surface? { all.first { $0.name == name } }
}

/// A claim that an input broke.
package struct BrokenClaim: Error, CustomStringConvertible {
  package let description: String
}

/// States a claim about the input at hand.
func claim(_ text: String, _ holds: @autoclosure () throws -> Bool) throws {
  guard try holds() else { throw BrokenClaim(description: text) }
}

/// What `read` gives, or nil where it refuses the input.
func accepted<Result>(_ read: () throws -> Result) -> Result? {
  try? read()
}
