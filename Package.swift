// swift-tools-version: 6.3
import PackageDescription

// Imports go one way: a target may import only what stands above it here.
// `swift build --explicit-target-dependency-import-check error` makes the compiler say so.
typealias Library = (
  name: String, dependencies: [Target.Dependency], plugins: [Target.PluginUsage]
)

let libraries: [Library] = [
  ("Spelling", [], []),
  ("KernelInterface", [], []),
  // The same sources, compiled for several instruction sets.
  ("KernelsBaseline", ["CProcessor", "KernelInterface"], []),
  ("KernelsAVX2", ["CProcessor", "KernelInterface"], []),
  ("KernelsAVX512", ["CProcessor", "KernelInterface"], []),
  (
    "Kernels",
    ["CProcessor", "KernelInterface", "KernelsAVX2", "KernelsAVX512", "KernelsBaseline"], []
  ),
  ("Drawing", [], []),
  ("CounterRandom", [], []),
  ("DualNumbers", [], []),
  ("Hashing", ["CSHA"], []),
  ("Losses", ["DualNumbers", "Spelling"], ["Catalogue"]),
  ("LossLaws", ["DualNumbers", "Losses"], []),
  // Losses from shared libraries: the one place that calls functions it does not know.
  ("LossPlugins", ["CLossPlugin", "DualNumbers", "Hashing", "Losses"], []),
  ("Datasets", ["CProcessor", "CZlib", "CounterRandom", "Hashing", "Spelling"], ["Catalogue"]),
  ("Evaluation", ["CounterRandom", "Spelling"], []),
  ("Statistics", ["CGSL", "CounterRandom"], []),
  (
    "Training",
    [
      "COpenBLAS", "CProcessor", "CXGBoost", "CounterRandom", "Datasets", "DualNumbers",
      "KernelInterface", "Kernels", "Losses",
    ],
    []
  ),
  ("Results", ["Evaluation", .product(name: "GRDB", package: "GRDB.swift")], []),
  (
    "Experiments",
    [
      "CounterRandom", "Datasets", "Evaluation", "Hashing", "Losses", "Results", "Spelling",
      "Training",
      .product(name: "Yams", package: "Yams"),
    ], []
  ),
  ("Pages", ["CCommonMark"], []),
  // Never Training, Losses, Datasets or Experiments: a report needs a result store alone.
  ("Reporting", ["Drawing", "Evaluation", "Pages", "Results", "Spelling", "Statistics"], []),
  (
    "LopsidedCommand",
    [
      "CounterRandom", "Datasets", "Drawing", "Evaluation", "Experiments", "Hashing", "LossLaws",
      "LossPlugins", "Losses", "Pages", "Reporting", "Results", "Spelling", "Statistics",
      "Training",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ], []
  ),
]

let tests: [(name: String, dependencies: [Target.Dependency], resources: [Resource])] = [
  ("SpellingTests", ["Spelling"], []),
  ("KernelsTests", ["KernelInterface", "Kernels"], []),
  ("CounterRandomTests", ["CounterRandom"], [.copy("Resources")]),
  ("DualNumbersTests", ["DualNumbers"], []),
  ("HashingTests", ["Hashing"], []),
  ("LossesTests", ["DualNumbers", "Losses"], [.copy("Resources")]),
  ("LossLawsTests", ["DualNumbers", "LossLaws", "Losses"], []),
  ("LossPluginsTests", ["DualNumbers", "LossPlugins", "Losses"], [.copy("Plugins")]),
  ("DatasetsTests", ["CounterRandom", "Datasets", "Hashing"], [.copy("Resources")]),
  ("EvaluationTests", ["CounterRandom", "Evaluation"], [.copy("Resources")]),
  ("StatisticsTests", ["CounterRandom", "Statistics"], [.copy("Resources")]),
  (
    "TrainingTests", ["CounterRandom", "Datasets", "DualNumbers", "Losses", "Training"],
    [.copy("Resources")]
  ),
  ("PagesTests", ["PageReading", "Pages"], []),
  ("ResultsTests", ["Evaluation", "Results", .product(name: "GRDB", package: "GRDB.swift")], []),
  (
    "ExperimentsTests",
    ["CounterRandom", "Datasets", "Evaluation", "Experiments", "Losses", "Results", "Training"], []
  ),
  (
    "ReportingTests",
    ["Drawing", "Evaluation", "PageReading", "Reporting", "Results", "Statistics"],
    [.copy("Snapshots")]
  ),
  ("CommandTests", ["PageReading", "lopsided"], []),
]

let package = Package(
  name: "Lopsided",
  platforms: [.macOS(.v26)],
  products: libraries.map { .library(name: $0.name, targets: [$0.name]) }
    + [.executable(name: "lopsided", targets: ["lopsided"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // No pkgConfig for GSL: its `-lgslcblas` would shadow OpenBLAS's cblas_sgemm
    // (docs/decisions/0002-gsl-without-its-cblas.md).
    .systemLibrary(name: "CGSL", providers: [.apt(["libgsl-dev"])]),
    // Instructions that Swift cannot name.
    .systemLibrary(name: "CSHA"),
    .systemLibrary(name: "CProcessor"),
    // The header that a plug-in includes, and nothing else.
    .systemLibrary(name: "CLossPlugin"),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    // Types of functions alone: the library is opened at run time
    // (docs/decisions/0015-xgboost-opened-at-run-time.md).
    .systemLibrary(name: "CXGBoost", providers: [.apt(["libxgboost-dev"])]),
    .systemLibrary(
      name: "CCommonMark", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .plugin(name: "Catalogue", capability: .buildTool(), dependencies: ["catalogue-generator"]),
    .executableTarget(name: "catalogue-generator"),
    .executableTarget(name: "lopsided", dependencies: ["LopsidedCommand"]),
    // Pages as tests read them.
    .target(name: "PageReading", path: "Tests/_TestSupport/PageReading"),
  ]
    + libraries.map { .target(name: $0.name, dependencies: $0.dependencies, plugins: $0.plugins) }
    + tests.map {
      .testTarget(name: $0.name, dependencies: $0.dependencies, resources: $0.resources)
    },
  swiftLanguageModes: [.v6]
)

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

for target in package.targets where target.type != .system && target.type != .plugin {
  target.swiftSettings = (target.swiftSettings ?? []) + strict
}

// Kernels are fast in debug builds too, and use the instructions that their name says: which copy
// runs is decided at run time (docs/decisions/0018-kernels-for-every-processor.md).
#if arch(x86_64)
  let instructionSets: [String: [SwiftSetting]] = [
    "KernelsBaseline": [],
    "KernelsAVX2": [.define("FUSED"), .unsafeFlags(["-Xcc", "-march=x86-64-v3"])],
    "KernelsAVX512": [
      .define("FUSED"), .define("VECTORS512"), .unsafeFlags(["-Xcc", "-march=x86-64-v4"]),
    ],
  ]
#else
  let instructionSets: [String: [SwiftSetting]] = [
    "KernelsBaseline": [.define("FUSED")], "KernelsAVX2": [], "KernelsAVX512": [],
  ]
#endif

for target in package.targets {
  guard let settings = instructionSets[target.name] else { continue }
  target.swiftSettings =
    (target.swiftSettings ?? []) + settings + [.unsafeFlags(["-O", "-Xcc", "-fno-math-errno"])]
}
