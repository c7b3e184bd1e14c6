import Foundation
import PackagePlugin

/// Lists what a target has files for: the losses of `Catalogue`, the scenarios of `Scenarios`.
///
/// A file holds the type of its own name. Each file `Catalogue/Focal.swift` is a loss, and each
/// folder `Scenarios/Gauss` with a file `Gauss.swift` is a scenario. Files such as
/// `Focal+Topic.swift`, which extend a type, are not listed.
@main
struct CataloguePlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let files = target.sourceFiles(withSuffix: ".swift").map(\.url.standardizedFileURL)
    func folder(_ name: String) -> [String] {
      target.directoryURL.appending(path: name).standardizedFileURL.pathComponents
    }
    let losses = files.filter { file in
      file.deletingLastPathComponent().pathComponents == folder("Catalogue")
        && !file.lastPathComponent.contains("+")
    }
    let scenarios = files.filter { file in
      let parent = file.deletingLastPathComponent()
      return parent.deletingLastPathComponent().pathComponents == folder("Scenarios")
        && file.deletingPathExtension().lastPathComponent == parent.lastPathComponent
    }
    guard !losses.isEmpty || !scenarios.isEmpty else {
      Diagnostics.error(
        "Nothing to list: \(target.name) has neither Catalogue/NAME.swift nor "
          + "Scenarios/NAME/NAME.swift.")
      return []
    }
    return try [("losses", "BuiltInLosses", losses), ("scenarios", "BuiltInScenarios", scenarios)]
      .filter { !$0.2.isEmpty }
      .map { kind, name, files in
        let files = files.sorted { $0.lastPathComponent < $1.lastPathComponent }
        let output = context.pluginWorkDirectoryURL.appending(path: "\(name).swift")
        return .buildCommand(
          displayName: "Listing the \(kind) of \(target.name)",
          executable: try context.tool(named: "catalogue-generator").url,
          arguments: [kind, output.path] + files.map(\.path),
          inputFiles: files,
          outputFiles: [output])
      }
  }
}
