// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is built this strictly.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

func target(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: [], resources: resources,
    swiftSettings: strict)
}

// Targets stand in the order of allowed imports: each may import only what is listed for it,
// which `--explicit-target-dependency-import-check error` enforces.
let package = Package(
  name: "opsconsole",
  products: [.executable(name: "opsconsole", targets: ["opsconsole"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .target(
      name: "CNcurses",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "COpsSystem"),
    target("OpsDomain"),
    target("OpsScreen"),
    target(
      "OpsCollectors",
      [
        "OpsDomain", "COpsSystem",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
      ]),
    target(
      "OpsIRC",
      [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    target(
      "OpsSQLite",
      [
        "OpsDomain", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    target("OpsConsole", ["OpsDomain", "OpsScreen"]),
    target("OpsTerminal", ["OpsScreen", "CNcurses"]),
    target(
      "OpsApp",
      [
        "OpsDomain", "OpsScreen", "OpsIRC", "OpsCollectors", "OpsSQLite", "OpsConsole", "OpsTerminal", "COpsSystem",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Yams", package: "Yams"),
      ]),
    .executableTarget(name: "opsconsole", dependencies: ["OpsApp"], swiftSettings: strict),

    .executableTarget(
      name: "opsbench", dependencies: ["OpsDomain", "OpsCollectors", "OpsSQLite"], path: "Tests/Benchmarks",
      swiftSettings: strict),
    .executableTarget(
      name: "logwriter", dependencies: ["OpsDomain", "OpsSQLite"], path: "Tests/LogWriter", swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["OpsDomain", "OpsScreen"], path: "Tests/TestSupport", swiftSettings: strict),
    tests("OpsDomainTests", ["OpsDomain"], resources: [.copy("Calendar/Fixtures"), .copy("Exports/Readers")]),
    tests("OpsScreenTests", ["OpsScreen"]),
    tests("OpsCollectorsTests", ["OpsCollectors", "OpsDomain", "COpsSystem"], resources: [.copy("Fixtures")]),
    tests(
      "OpsIRCTests",
      [
        "OpsIRC",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ], resources: [.copy("Fixtures")]),
    tests("OpsSQLiteTests", ["logwriter", "OpsSQLite", "OpsDomain"]),
    tests("OpsConsoleTests", ["OpsConsole", "OpsDomain", "OpsScreen"], resources: [.copy("Screens")]),
    tests("OpsTerminalTests", ["OpsTerminal", "OpsScreen"]),
    tests(
      "OpsAppTests", ["OpsApp", "OpsDomain", "OpsScreen", "OpsIRC", "OpsConsole", "OpsCollectors", "OpsSQLite"],
      resources: [.copy("Fixtures")]),
    tests("TidyTests", ["OpsConsole", "OpsScreen"]),
  ]
)
