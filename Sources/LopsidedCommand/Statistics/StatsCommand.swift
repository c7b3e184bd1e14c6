internal import ArgumentParser

struct StatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Compare methods by every statistic that applies, or measure the tests themselves.",
    discussion: """
        lopsided stats results.csv --design independent    rows are replicates, columns methods
        lopsided stats check                               how often each test errs

      What the numbers mean: docs/statistics.md.
      """,
    subcommands: [CompareMethods.self, CheckStatistics.self],
    defaultSubcommand: CompareMethods.self)
}
