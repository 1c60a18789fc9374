// swift-tools-version: 6.2
import PackageDescription

// The house: who may import whom. The build checks it (the Makefile switches that on), and
// TidyTests keeps the sources true to it. Imports point up, never back.
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

let package = Package(
  name: "syncd",
  products: [.executable(name: "syncd", targets: ["syncd"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "SyncCore"),
    .target(name: "Catalogue", dependencies: ["SyncCore"], resources: [.embedInCode("Data")]),
    .target(name: "SyncWire", dependencies: ["SyncCore", "CZlib", crypto]),
    .target(name: "SyncStore", dependencies: ["SyncCore", "SyncWire", grdb, sqlite]),
    .target(name: "SyncExchange", dependencies: ["SyncCore", "SyncWire", "SyncStore", logging]),
    .executableTarget(
      name: "syncd",
      dependencies: [
        "SyncCore", "Catalogue", "SyncWire", "SyncStore", "SyncExchange", argumentParser, logging,
      ]),
    .target(name: "TestSupport", dependencies: ["SyncCore"], path: "Tests/TestSupport"),
    .target(
      name: "StoreFixtures", dependencies: ["SyncCore", "SyncWire", "SyncStore", "TestSupport"],
      path: "Tests/StoreFixtures"),
    .testTarget(name: "SyncCoreTests", dependencies: ["SyncCore", "TestSupport"]),
    .testTarget(name: "CatalogueTests", dependencies: ["SyncCore", "Catalogue", "TestSupport"]),
    .testTarget(
      name: "SyncWireTests", dependencies: ["SyncCore", "SyncWire", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "SyncStoreTests",
      dependencies: [
        "SyncCore", "SyncWire", "SyncStore", "TestSupport", "StoreFixtures", grdb, sqlite,
      ]),
    .testTarget(
      name: "SyncExchangeTests",
      dependencies: [
        "SyncCore", "SyncWire", "SyncStore", "SyncExchange", "TestSupport", "StoreFixtures",
        grdb, sqlite, logging,
      ]),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["SyncCore", "SyncWire", "SyncStore", "TestSupport", "StoreFixtures"]),
    .testTarget(
      name: "CommandTests", dependencies: ["SyncCore", "SyncWire", "syncd", "TestSupport"]),
    .testTarget(name: "TidyTests"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: ["SyncCore", "SyncWire", "SyncStore", "Catalogue", grdb, sqlite],
      path: "Tests/Benchmarks"),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
  ]
}
