// swift-tools-version: 6.3
import PackageDescription

let package = Package(
  name: "external-loss",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "Lopsided", path: "../..")],
  targets: [
    .executableTarget(
      name: "external-loss",
      dependencies: [
        .product(name: "DualNumbers", package: "Lopsided"),
        .product(name: "Losses", package: "Lopsided"),
        .product(name: "LopsidedCommand", package: "Lopsided"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
