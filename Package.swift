// swift-tools-version: 6.2
import PackageDescription

// The house: who may import whom. The build checks it (the Makefile switches that on), and
// TidyTests keeps the sources true to it. Imports point up, never back.
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

let package = Package(
  name: "syncd",
  products: [.executable(name: "syncd", targets: ["syncd"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(
      url: "https://github.com/apple/swift-http-structured-headers.git", exact: "1.7.0"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .target(name: "SyncCore"),
    .target(name: "Catalogue", dependencies: ["SyncCore"], resources: [.embedInCode("Data")]),
    .target(name: "SyncWire", dependencies: ["SyncCore", "CZlib", crypto]),
    .target(name: "SyncStore", dependencies: ["SyncCore", "SyncWire", grdb, sqlite]),
    .target(
      name: "SyncExchange", dependencies: ["SyncCore", "SyncWire", "SyncStore", logging, metrics]),
    .target(
      name: "SyncHTTP",
      dependencies: [
        "SyncCore", "SyncWire", "SyncStore", "SyncExchange", logging,
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        metrics,
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "RawStructuredFieldValues", package: "swift-http-structured-headers"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      resources: [.embedInCode("Server/OpenAPI")]),
    .target(
      name: "Inspection",
      dependencies: [
        "SyncCore", "Catalogue", "SyncWire", "SyncStore", "SyncExchange", "SyncHTTP", mustache,
      ],
      resources: [.embedInCode("Templates")]),
    .executableTarget(
      name: "syncd",
      dependencies: [
        "SyncCore", "Catalogue", "SyncWire", "SyncStore", "SyncExchange", "SyncHTTP", "Inspection",
        "CMalloc", argumentParser, logging,
      ]),
    .target(name: "TestSupport", dependencies: ["SyncCore"], path: "Tests/TestSupport"),
    .target(
      name: "StoreFixtures",
      dependencies: ["SyncCore", "SyncWire", "SyncStore", "TestSupport", grdb, sqlite],
      path: "Tests/StoreFixtures"),
    .testTarget(name: "SyncCoreTests", dependencies: ["SyncCore", "TestSupport"]),
    .testTarget(name: "CatalogueTests", dependencies: ["SyncCore", "Catalogue", "TestSupport"]),
    .testTarget(
      name: "SyncWireTests", dependencies: ["SyncCore", "SyncWire", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "SyncStoreTests",
      dependencies: [
        "SyncCore", "Catalogue", "SyncWire", "SyncStore", "TestSupport", "StoreFixtures", grdb,
        sqlite,
      ], exclude: ["Fixtures"]),
    .testTarget(
      name: "SyncExchangeTests",
      dependencies: [
        "SyncCore", "SyncWire", "SyncStore", "SyncExchange", "TestSupport", "StoreFixtures",
        grdb, sqlite, logging, metrics,
      ], exclude: ["Fixtures"]),
    .testTarget(
      name: "SyncHTTPTests",
      dependencies: [
        "SyncCore", "SyncWire", "SyncStore", "SyncExchange", "SyncHTTP", "TestSupport",
        "StoreFixtures", logging,
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "InspectionTests",
      dependencies: [
        "SyncCore", "Catalogue", "SyncWire", "SyncStore", "SyncExchange", "SyncHTTP", "Inspection",
        "TestSupport", "StoreFixtures", sqlite,
      ]),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "SyncCore", "SyncWire", "SyncStore", "SyncExchange", "TestSupport", "StoreFixtures",
        grdb, sqlite, logging,
      ]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "SyncCore", "SyncWire", "SyncStore", "Catalogue", "syncd", "TestSupport", "StoreFixtures",
      ],
      exclude: ["Crash/Shim"]),
    .testTarget(name: "TidyTests"),
    .target(
      name: "FuzzSurfaces",
      dependencies: [
        "SyncCore", "Catalogue", "SyncWire", "SyncStore", "SyncExchange", "SyncHTTP", "Inspection",
        "TestSupport", "StoreFixtures",
      ],
      path: "Tests/FuzzSurfaces"),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzSurfaces"]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "SyncCore", "SyncWire", "SyncStore", "Catalogue", "SyncHTTP", "Inspection", grdb, sqlite,
      ],
      path: "Tests/Benchmarks"),
  ],
  swiftLanguageModes: [.v6]
)

// `make fuzz` names libFuzzer's library here: our own modules are then built to count the edges
// that an input takes, and no ordinary build knows of it.
let fuzzer = Context.environment["SYNCD_FUZZ"]
if let fuzzer {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
    .executableTarget(
      name: "Fuzz", dependencies: ["FuzzSurfaces", "CLibFuzzer"], path: "Tests/Fuzz",
      exclude: ["README.md", "corpus", "run", "CLibFuzzer"],
      linkerSettings: [.unsafeFlags([fuzzer]), .linkedLibrary("stdc++")]),
  ]
}

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
  ]
  if fuzzer != nil { target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer"])) }
}
