internal import ArgumentParser
internal import Datasets

struct ListData: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the scenarios and their presets.")

  func run() async throws {
    for type in ScenarioCatalogue.scenarios {
      print("\(type.name)\n  \(type.summary)")
      for preset in type.presets { print("  --preset \(preset.name): \(preset.summary)") }
    }
  }
}
