import Foundation
import PackagePlugin

/// Lists every file of the target's `Catalogue` folder as one member of `LossCatalogue.builtIn`.
///
/// A file holds the loss of its own name: `Focal.swift` the type `Focal`. `Focal+Topic.swift`
/// extends it and is not listed.
@main
struct LossCataloguePlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let folder = target.directoryURL.appending(path: "Catalogue").standardizedFileURL.path
    let files = target.sourceFiles(withSuffix: ".swift").map(\.url)
      .filter { $0.deletingLastPathComponent().standardizedFileURL.path == folder }
      .filter { !$0.lastPathComponent.contains("+") }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    guard !files.isEmpty else {
      Diagnostics.error("No loss found: '\(folder)' holds no Swift file.")
      return []
    }
    let output = context.pluginWorkDirectoryURL.appending(path: "BuiltInLosses.swift")
    return [
      .buildCommand(
        displayName: "Listing the losses of \(target.name)",
        executable: try context.tool(named: "catalogue-generator").url,
        arguments: [output.path] + files.map(\.path),
        inputFiles: files,
        outputFiles: [output])
    ]
  }
}
