internal import ArgumentParser
internal import LossPlugins
internal import Losses

/// Where the losses of a command come from: the catalogue, the program's own types, and plug-ins.
struct LossSource: ParsableArguments {
  @Option(
    name: .customLong("plugin"),
    help: ArgumentHelp(
      "A shared library with losses of its own; may be given several times.", valueName: "file"))
  var plugins: [String] = []

  /// All losses that the command may name.
  ///
  /// - Throws: `PluginError` when a library cannot be used.
  func catalogue() throws -> LossCatalogue { try Self.catalogue(plugins: plugins) }

  /// All losses that there are with some plug-ins.
  ///
  /// - Throws: `PluginError` when a library cannot be used.
  static func catalogue(plugins: [String]) throws -> LossCatalogue {
    var losses = LopsidedCommand.losses
    for path in plugins { try LossPlugin(at: path).add(to: &losses) }
    return losses
  }
}
