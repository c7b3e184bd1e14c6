internal import ArgumentParser
internal import Losses

struct LossCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loss", abstract: "What losses there are.",
    subcommands: [ListLosses.self, TimeLosses.self])

  struct ListLosses: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the losses with formula, settings and paper.")

    @OptionGroup var source: LossSource

    func run() async throws {
      for entry in try await ExitStatus.reporting({ try source.catalogue() }).entries {
        let type = entry.profile
        let settings = (type.tuningGrid.first ?? [:]).sorted { $0.key < $1.key }
          .map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        print(
          """
          \(type.name)
            \(type.formula)
            settings: \(settings.isEmpty ? "none" : settings); \
          \(type.tuningGrid.count) in the tuning grid
            \(type.reference)
          """)
      }
    }
  }
}
