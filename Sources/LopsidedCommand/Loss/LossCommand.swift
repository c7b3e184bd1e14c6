internal import ArgumentParser

struct LossCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loss",
    abstract: "List, check, draw, evaluate and time losses, or begin a new one.",
    subcommands: [
      ListLosses.self, ShowLoss.self, CheckLosses.self, PlotLoss.self, EvaluateLoss.self,
      NewLoss.self, TimeLosses.self,
    ])
}
