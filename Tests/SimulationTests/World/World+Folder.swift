import Foundation
import TestSupport

extension World {
  /// Does to a file of the shared folder what file shares and people do.
  mutating func spoil(_ fault: FolderFault, seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let files = FileManager.default
    let names = try files.subpathsOfDirectory(atPath: share.path).filter {
      $0.hasSuffix(".jsonl") || $0.hasSuffix(".gz")
    }.sorted()
    guard !names.isEmpty else { return }
    let name = random.one(of: names)
    let url = share.url.appending(path: name)
    let data = try Data(contentsOf: url)
    let left = random.number(in: 0...data.count)
    switch fault {
    case .vanish: try files.removeItem(at: url)
    case .truncate: try data.prefix(left).write(to: url)
    case .zeroFill: try (data.prefix(left) + Data(count: data.count - left)).write(to: url)
    case .duplicate:
      try data.write(to: url.deletingLastPathComponent().appending(path: "kopia (1).jsonl"))
    case .rename: try swap(url, with: share.url.appending(path: random.one(of: names)))
    case .foreign:
      let bytes = (0..<200).map { _ in UInt8(random.number(in: 0...255)) }
      try Data(bytes).write(to: url.deletingLastPathComponent().appending(path: "Thumbs.jsonl"))
    case .leftover:
      let temporary = url.deletingLastPathComponent().appending(path: ".syncd-tmp-\(seed)")
      try data.prefix(left).write(to: temporary)
    case .touch:
      try files.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: TimeInterval(seed))],
        ofItemAtPath: url.path)
    }
  }

  /// Two files that each have the other's name.
  private func swap(_ one: URL, with other: URL) throws {
    let (first, second) = (try Data(contentsOf: one), try Data(contentsOf: other))
    try second.write(to: one)
    try first.write(to: other)
  }
}
