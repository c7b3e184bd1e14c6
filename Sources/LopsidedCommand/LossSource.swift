internal import ArgumentParser
internal import Losses

/// Where the losses of a command come from: the catalogue, the program's own types, and plug-ins.
struct LossSource: ParsableArguments {
  /// All losses that the command may name.
  func catalogue() throws -> LossCatalogue { LopsidedCommand.losses }
}
