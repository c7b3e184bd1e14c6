internal import ArgumentParser
internal import Datasets

struct ListData: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the scenarios with their presets and parameters, and the warps.")

  func run() async throws {
    for type in ScenarioCatalogue.scenarios {
      print("\(type.name)\n  \(type.summary)")
      for preset in type.presets { print("  --preset \(preset.name): \(preset.summary)") }
      for declaration in type.parameterDeclarations {
        let preset = type.presets[0].parameters.first { $0.name == declaration.name }
        let values = preset?.values.map { "\($0)" }.joined(separator: ",") ?? ""
        print("  --set \(declaration.name)=\(values): \(Self.text(declaration))")
      }
    }
    print("\nFor scenarios whose features are all numbers:")
    for type in WarpCatalogue.warps { print("  --warp \(type.name): \(type.summary)") }
  }

  /// Meaning and range of a parameter.
  static func text(_ declaration: ParameterDeclaration) -> String {
    let count = declaration.count == 1 ? "" : "\(declaration.count) numbers, each "
    return "\(declaration.meaning) (\(count)from \(declaration.range.lowerBound) to "
      + "\(declaration.range.upperBound))"
  }
}
