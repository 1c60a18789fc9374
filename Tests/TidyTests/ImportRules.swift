/// The import table: which module may import what.
enum ImportRules {
  /// A new module or arrow comes here with the decision that allows it.
  static let table: [String: Set<String>] = [
    "SyncCore": [],
    "Catalogue": ["SyncCore", "Foundation"],
    "SyncWire": ["SyncCore", "Crypto", "CZlib", "Foundation"],
    "SyncStore": [
      "SyncCore", "SyncWire", "GRDB", "GRDBSQLite", "Foundation", "Synchronization",
    ],
    "SyncExchange": [
      "SyncCore", "SyncWire", "SyncStore", "Logging", "Metrics", "Foundation",
      "Synchronization",
    ],
    "SyncHTTP": [
      "SyncCore", "SyncWire", "SyncStore", "SyncExchange", "Logging", "Foundation", "Hummingbird",
      "HummingbirdCore", "HummingbirdTLS", "HTTPTypes", "AsyncHTTPClient", "NIOCore", "NIOPosix",
      "NIOHTTP1", "NIOHTTPTypes", "NIOHTTPTypesHTTP1", "NIOSSL", "NIOConcurrencyHelpers",
      "ServiceLifecycle", "UnixSignals",
      "StructuredFieldValues", "RawStructuredFieldValues", "Synchronization",
    ],
    "Inspection": [
      "SyncCore", "Catalogue", "SyncWire", "SyncStore", "SyncExchange", "SyncHTTP", "Mustache",
      "Foundation", "Synchronization",
    ],
    "syncd": [
      "SyncCore", "Catalogue", "SyncWire", "SyncStore", "SyncExchange", "SyncHTTP", "Inspection",
      "CMalloc", "ArgumentParser", "Logging", "Foundation",
    ],
  ]

  /// The modules of the table that lie in `Sources` are its rows; any other is an error.
  static func unknownModules(among modules: Set<String>) -> Set<String> {
    modules.subtracting(table.keys)
  }

  /// The imports of a file that its module's row does not allow. Where Foundation may be
  /// imported, the C library and Dispatch, on which it stands, may be too.
  static func forbiddenImports(in file: SourceFile) -> [Finding] {
    guard let module = file.module, var allowed = table[module] else { return [] }
    if allowed.contains("Foundation") { allowed.formUnion(["Glibc", "Dispatch"]) }
    return file.numberedCode.compactMap { number, line in
      guard let imported = importedModule(of: line), !allowed.contains(imported) else {
        return nil
      }
      return Finding(file, number, "\(module) must not import \(imported)")
    }
  }

  /// The module that a line imports, whatever attributes, access and kind it names.
  static func importedModule(of line: String) -> String? {
    let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count else {
      return nil
    }
    let access: Set = ["public", "package", "internal", "fileprivate", "private"]
    let isImport = words[..<keyword].allSatisfy { $0.hasPrefix("@") || access.contains($0) }
    guard isImport else { return nil }
    let kinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let"]
    let names = words[(keyword + 1)...].drop { kinds.contains($0) }
    return names.first.flatMap { $0.split(separator: ".").first }.map(String.init)
  }
}
