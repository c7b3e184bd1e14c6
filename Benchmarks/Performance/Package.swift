// swift-tools-version: 6.3
import PackageDescription

let lopsided = [
  "CounterRandom", "Datasets", "Evaluation", "KernelInterface", "Kernels", "Losses", "Statistics",
  "Training",
]
.map { Target.Dependency.product(name: $0, package: "Lopsided") }

let package = Package(
  name: "performance",
  platforms: [.macOS(.v26)],
  dependencies: [
    .package(name: "Lopsided", path: "../.."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // What `make peers` times beside other programs, and the gate of the CI.
    .executableTarget(name: "workloads", dependencies: lopsided),
    .executableTarget(
      name: "LopsidedBenchmarks",
      dependencies: lopsided + [.product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/LopsidedBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
