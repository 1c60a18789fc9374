import Foundation

/// The files of this repository, found from where this one lies.
struct Repository {
  let root: URL

  init(file: String = #filePath) {
    root = URL(fileURLWithPath: file)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  /// What lies at the top of the repository, by name.
  func topLevel() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
  }

  /// Every Swift file below a folder, in the order of their paths.
  func swiftFiles(in folder: String) throws -> [SourceFile] {
    let base = root.appendingPathComponent(folder).path
    let paths = try FileManager.default.subpathsOfDirectory(atPath: base).sorted()
    return try paths.filter { $0.hasSuffix(".swift") }.map { path in
      let text = try String(contentsOfFile: base + "/" + path, encoding: .utf8)
      return SourceFile(path: folder + "/" + path, text: text)
    }
  }
}
