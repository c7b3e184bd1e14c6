// swift-tools-version: 6.3
import PackageDescription

let package = Package(
  name: "performance",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "Lopsided", path: "../..")],
  targets: [
    .executableTarget(
      name: "workloads",
      dependencies: [
        .product(name: "Datasets", package: "Lopsided"),
        .product(name: "Evaluation", package: "Lopsided"),
        .product(name: "Losses", package: "Lopsided"),
        .product(name: "Training", package: "Lopsided"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
